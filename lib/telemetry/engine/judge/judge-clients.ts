import type { ClientWindow } from "../../../detection/clients/client-window.ts";
import type { SecuritySignal } from "../../../detection/clients/security-signal.ts";
import type { Hits } from "../../../stats/counts/fisher-exact.ts";
import { confidenceBins } from "../../../stats/states/confidence-histogram.ts";
import { sampleEntries } from "../../../stats/states/hash-sample.ts";
import { distinctCount } from "../../../stats/states/hyperloglog.ts";
import {
  busiestLabeller,
  clientSignals,
  judgedClients,
  NO_PAST,
  type ClientPast,
  type HourClient,
} from "../../judge/client-signals.ts";
import { NO_VERSION, resolutions } from "../../rules.ts";
import { decodeClient } from "../../states/client-state.ts";
import { counterPlace } from "../../states/traffic-state.ts";
import { bytesOf, millisOf, type Session } from "../sql-session.ts";
import type { FoundSignal } from "./found-signal.ts";

const PEERS = 300;
const HISTORY_HOURS = 7 * 24;
/** What a client did for longer than this is its habit; until then an attack that goes on is told in each hour. */
const SETTLED_HOURS = 24;

/** What a client did in an hour, as detection wants it; undefined for bytes that are no state. */
function toWindow(bytes: Uint8Array): ClientWindow | undefined {
  const state = decodeClient(bytes);
  if (state === undefined) return undefined;
  const of = (name: keyof typeof counterPlace): number => state.counters[counterPlace[name]] ?? 0;
  const inputs = Math.min(of("withInput"), Math.round(distinctCount(state.inputs)));
  return {
    n: of("events"),
    distinctInputs: inputs,
    distinctCoarse: Math.min(inputs, Math.round(distinctCount(state.coarse))),
    labelCounts: Object.fromEntries(sampleEntries(state.labels)),
    lowMargin: of("lowMargin"),
    marginKnown: of("marginKnown"),
    confidenceBins: confidenceBins(state.confidence).map(
      ({ unlabelled, negative, positive }) => unlabelled + negative + positive,
    ),
    errors: of("errors"),
    blocked: of("blocked"),
    injections: of("injections"),
    injectionsPassed: of("injectionsPassed"),
  };
}

/** A security signal as it is stored. */
export function securityFound(
  signal: SecuritySignal,
  subject: {
    modelId: string;
    bucket: number;
    client: Uint8Array | null;
    name: string;
    severity: FoundSignal["severity"];
  },
): FoundSignal {
  return {
    modelId: subject.modelId,
    versionId: NO_VERSION,
    seriesId: null,
    client: subject.client,
    bucket: subject.bucket,
    kind:
      signal.kind === "out_of_distribution" ? "ood" : signal.kind === "feedback_poisoning" ? "poisoning" : signal.kind,
    severity: subject.severity,
    sure: Math.min(1, Math.max(0, signal.sure)),
    words: signal.saw,
    techniques: signal.techniques,
    evidence: { ...signal.evidence, p: signal.p },
    fingerprint: `${signal.kind} ${subject.name}`,
  };
}

type Client = HourClient & { readonly hash: Uint8Array };

/** The labels that came back, and those of them that contradict the model. */
function feedbackOf(counters: unknown): { labelled: number; flips: number } {
  const counts = Array.isArray(counters) ? counters.map(Number) : [];
  const labelled = counts[counterPlace.labelled] ?? 0;
  return { labelled, flips: labelled - (counts[counterPlace.correct] ?? 0) };
}

async function readHour(session: Session, orgId: string, modelId: string, bucket: number): Promise<Client[]> {
  const { rows } = await session.query(
    `select client, state, counters::text[] as counters from telemetry_client where org_id = $1 and model_id = $2 and bucket = $3 and length(client) > 0
     order by n desc, client limit $4`,
    [orgId, modelId, new Date(bucket), PEERS],
  );
  return rows.flatMap((row) => {
    const hash = bytesOf(row["client"]);
    const window = toWindow(bytesOf(row["state"]));
    if (window === undefined) return [];
    return [{ hash, name: Buffer.from(hash).toString("hex"), window, ...feedbackOf(row["counters"]) }];
  });
}

type Asked = { orgId: string; modelId: string; bucket: number; pages: number };

/** The hours of clients of the week before, by their names. */
async function readPast(
  session: Session,
  { orgId, modelId, bucket }: Asked,
  clients: readonly Client[],
): Promise<Map<string, ClientPast>> {
  const { rows } = await session.query(
    `select client, bucket, state, counters::text[] as counters from telemetry_client where org_id = $1 and model_id = $2 and bucket >= $3 and bucket < $4 and client = any ($5::bytea[])
     order by bucket desc limit 4000`,
    [
      orgId,
      modelId,
      new Date(bucket - HISTORY_HOURS * resolutions["1h"]),
      new Date(bucket),
      clients.map(({ hash }) => Buffer.from(hash)),
    ],
  );
  const found = new Map<string, { history: ClientWindow[]; settled: ClientWindow[]; feedback: Hits[] }>();
  for (const row of rows) {
    const name = Buffer.from(bytesOf(row["client"])).toString("hex");
    const window = toWindow(bytesOf(row["state"]));
    if (window === undefined) continue;
    const past = found.get(name) ?? { history: [], settled: [], feedback: [] };
    past.history.push(window);
    if (millisOf(row["bucket"]) < bucket - SETTLED_HOURS * resolutions["1h"]) {
      const { labelled, flips } = feedbackOf(row["counters"]);
      past.settled.push(window);
      past.feedback.push({ count: flips, total: labelled });
    }
    found.set(name, past);
  }
  return found;
}

/** Looks at how each client asked in an hour, beside its peers and its own week; answers what looks like an attack. */
export async function judgeClients(session: Session, asked: Asked): Promise<FoundSignal[]> {
  const { modelId, bucket, pages } = asked;
  const clients = await readHour(session, asked.orgId, modelId, bucket);
  if (clients.length === 0) return [];
  const judged = judgedClients(clients);
  const labeller = busiestLabeller(clients);
  const known = [...judged, ...(labeller === undefined || judged.includes(labeller) ? [] : [labeller])];
  const past = await readPast(session, asked, known);
  const look = () => clientSignals(clients, { pages, pastOf: (name) => past.get(name) ?? NO_PAST });
  let found = look();
  // Of slow clients the past is read only when a pool of them would be told.
  const pooled = new Set(
    found.flatMap((each) => (each.severity !== "low" && each.clients.length > 1 ? each.clients : [])),
  );
  const unread = clients.filter(({ name }) => pooled.has(name) && !past.has(name));
  if (unread.length > 0) {
    for (const [name, own] of await readPast(session, asked, unread)) past.set(name, own);
    found = look();
  }
  const hashOf = new Map(clients.map(({ name, hash }) => [name, hash]));
  return found.map(({ signal, clients: names, severity }) => {
    const [first = ""] = [...names].sort();
    const client = names.length === 1 ? (hashOf.get(first) ?? null) : null;
    return securityFound(signal, { modelId, bucket, client, name: first, severity });
  });
}
