import { distinctCount } from "../../stats/states/hyperloglog.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import { loadTelemetryModel } from "../load-telemetry-model.ts";
import { readRange, type Range } from "../reading/range.ts";
import { clientName, readSignals, type SignalRow } from "../reading/signal-dto.ts";
import { counterOf } from "../reading/traffic-points.ts";
import { ClientsDto, ReadClientsInput, type TelemetryClient } from "../schema.ts";
import { signalLabels } from "../rules.ts";
import { decodeClient, emptyClient, mergeClient } from "../states/client-state.ts";

const SHOWN = 50;
const HOUR_MS = 3_600_000;

type ClientRow = { client: Uint8Array; states: Uint8Array[]; n: bigint };
type UsualRow = { client: Uint8Array; per_hour: number };

/** The clients that sent the most, with their states: those of the others are many, and are not read. */
async function readClients(db: Reader, orgId: string, modelId: string, range: Range): Promise<ClientRow[]> {
  return db.$queryRawUnsafe<ClientRow[]>(
    `with asked as not materialized (
       select client, n, state from telemetry_client
       where org_id = $1::uuid and model_id = $2::uuid and bucket >= $3::timestamptz and bucket < $4::timestamptz
     ), busiest as (
       select client from asked group by client order by sum(n) desc, client limit $5
     )
     select client, sum(n)::bigint as n, array_agg(state) as states from asked
     where client = any (array(select client from busiest)) group by client order by sum(n) desc, client`,
    orgId,
    modelId,
    new Date(Math.floor(range.from / HOUR_MS) * HOUR_MS).toISOString(),
    new Date(range.to).toISOString(),
    SHOWN,
  );
}

/** What the same clients sent in an hour in the four weeks before. */
async function readUsual(
  db: Reader,
  orgId: string,
  asked: { modelId: string; range: Range; clients: readonly Uint8Array[] },
): Promise<Map<string, number>> {
  const rows = await db.$queryRawUnsafe<UsualRow[]>(
    `select client, avg(n)::float8 as per_hour from telemetry_client
     where org_id = $1::uuid and model_id = $2::uuid and bucket >= $3::timestamptz and bucket < $4::timestamptz and client = any ($5::bytea[])
     group by client having count(*) >= 6`,
    orgId,
    asked.modelId,
    new Date(asked.range.from - 28 * 24 * HOUR_MS).toISOString(),
    new Date(asked.range.from).toISOString(),
    asked.clients,
  );
  return new Map(rows.map(({ client, per_hour }) => [Buffer.from(client).toString("hex"), per_hour]));
}

type Judged = { total: number; usual: ReadonlyMap<string, number>; signals: readonly SignalRow[] };

function toClient({ client, states, n }: ClientRow, { total, usual, signals }: Judged): TelemetryClient {
  const whole = emptyClient();
  for (const state of states) {
    const decoded = decodeClient(state);
    if (decoded !== undefined) mergeClient(whole, decoded);
  }
  const counters = [...whole.counters];
  const hex = Buffer.from(client).toString("hex");
  const requests = Number(n);
  const withInput = counterOf(counters, "withInput");
  const known = counterOf(counters, "marginKnown");
  const before = usual.get(hex);
  const signal = signals.find((each) => each.client !== null && Buffer.from(each.client).toString("hex") === hex);
  const enough = requests >= 50;
  return {
    client: clientName(client),
    requests,
    usual: before === undefined || before === 0 ? null : requests / states.length / before,
    share: total === 0 ? 0 : requests / total,
    distinct: withInput < 50 ? null : Math.min(1, distinctCount(whole.inputs) / withInput),
    nearBoundary: known < 50 ? null : counterOf(counters, "lowMargin") / known,
    labels: whole.labels.entries.size,
    errors: counterOf(counters, "errors"),
    injections: counterOf(counters, "injections"),
    verdict: signal === undefined ? (enough ? "Usual" : "Not enough data") : (signalLabels[signal.kind] ?? signal.kind),
    severity: signal === undefined ? null : (signal.severity as "low"),
  };
}

/** Who asked a model in a time: the clients with the most requests, and what is known of how they ask. */
export const readTelemetryClients = defineQuery({
  name: "telemetry.clients",
  summary: "List who asks a model: rate, distinct inputs, near the boundary, verdict",
  permission: "telemetry:read",
  http: "GET /telemetry/{id}/clients",
  input: ReadClientsInput,
  output: ClientsDto,
  async run({ db, input, ctx }) {
    const model = await loadTelemetryModel(db, ctx.orgId, input.id);
    const range = readRange(input, ctx.now());
    const rows = await readClients(db, ctx.orgId, model.id, range);
    const [sums] = await db.$queryRawUnsafe<{ clients: number; requests: bigint }[]>(
      `select count(*)::int as clients, coalesce(sum(n), 0)::bigint as requests from (
         select sum(n) as n from telemetry_client
         where org_id = $1::uuid and model_id = $2::uuid and bucket >= $3::timestamptz and bucket < $4::timestamptz group by client) each_client`,
      ctx.orgId,
      model.id,
      new Date(Math.floor(range.from / HOUR_MS) * HOUR_MS).toISOString(),
      new Date(range.to).toISOString(),
    );
    const usual = await readUsual(db, ctx.orgId, {
      modelId: model.id,
      range,
      clients: rows.map(({ client }) => client),
    });
    const signals = await readSignals(db, ctx.orgId, { modelId: model.id, from: range.from, to: range.to, limit: 200 });
    const total = Number(sums?.requests ?? 0);
    return {
      clients: rows.map((row) => toClient(row, { total, usual, signals })),
      total: sums?.clients ?? 0,
      requests: total,
    };
  },
});
