import type { FoldedClient } from "../fold/telemetry-fold.ts";
import { decodeClient, encodeClient, mergeClient } from "../states/client-state.ts";
import { bytesOf, millisOf, type Session } from "./sql-session.ts";

/** Clients that are told apart in an hour of a model; those who come after them are counted together. */
const MOST_CLIENTS = 5_000;
const KEPT_MS = 30 * 86_400_000;
const ROWS = 500;
const OTHERS = "";

const idOf = ({ modelId, bucket, client }: Pick<FoldedClient, "modelId" | "bucket" | "client">): string =>
  `${modelId} ${bucket} ${client}`;

/** Who does not fit into an hour any more goes into one row for all others. */
async function withinLimit(session: Session, orgId: string, clients: readonly FoldedClient[]): Promise<FoldedClient[]> {
  const { rows } = await session.query(
    `select c.model_id::text as model_id, c.bucket, count(*)::int as clients
     from (select distinct * from unnest($2::uuid[], $3::timestamptz[])) as k(model_id, bucket)
     join telemetry_client c on c.org_id = $1 and c.model_id = k.model_id and c.bucket = k.bucket group by 1, 2`,
    [orgId, clients.map(({ modelId }) => modelId), clients.map(({ bucket }) => new Date(bucket).toISOString())],
  );
  const counts = new Map(
    rows.map((row) => [`${String(row["model_id"])} ${millisOf(row["bucket"])}`, Number(row["clients"])]),
  );
  const taken = new Map<string, number>();
  return clients.map((client) => {
    const hour = `${client.modelId} ${client.bucket}`;
    const before = counts.get(hour) ?? 0;
    const own = (taken.get(hour) ?? 0) + 1;
    taken.set(hour, own);
    return before + own <= MOST_CLIENTS ? client : { ...client, client: OTHERS };
  });
}

function joined(clients: readonly FoldedClient[]): Map<string, FoldedClient> {
  const found = new Map<string, FoldedClient>();
  for (const client of clients) {
    const known = found.get(idOf(client));
    if (known === undefined) found.set(idOf(client), client);
    else mergeClient(known.state, client.state);
  }
  return found;
}

async function writePart(session: Session, orgId: string, part: readonly FoldedClient[]): Promise<void> {
  const models = part.map(({ modelId }) => modelId);
  const buckets = part.map(({ bucket }) => new Date(bucket).toISOString());
  const names = part.map(({ client }) => Buffer.from(client, "base64url"));
  const { rows } = await session.query(
    `select c.model_id::text as model_id, c.bucket, c.client, c.state
     from unnest($2::uuid[], $3::timestamptz[], $4::bytea[]) as k(model_id, bucket, client)
     join telemetry_client c on c.org_id = $1 and c.model_id = k.model_id and c.bucket = k.bucket and c.client = k.client`,
    [orgId, models, buckets, names],
  );
  const known = new Map(part.map((client) => [idOf(client), client]));
  for (const row of rows) {
    const client = Buffer.from(bytesOf(row["client"])).toString("base64url");
    const own = known.get(idOf({ modelId: String(row["model_id"]), bucket: millisOf(row["bucket"]), client }));
    const before = decodeClient(bytesOf(row["state"]));
    if (own === undefined || before === undefined) throw new Error("the window of a client is damaged");
    mergeClient(own.state, before);
  }
  await session.query(
    `insert into telemetry_client (org_id, model_id, bucket, client, n, counters, state)
     select $1::uuid, w.model_id, w.bucket, w.client, w.n, w.counters::bigint[], w.state
     from unnest($2::uuid[], $3::timestamptz[], $4::bytea[], $5::bigint[], $6::text[], $7::bytea[]) as w(model_id, bucket, client, n, counters, state)
     on conflict (org_id, model_id, bucket, client) do update set n = excluded.n, counters = excluded.counters, state = excluded.state`,
    [
      orgId,
      models,
      buckets,
      names,
      part.map(({ state }) => state.counters[0] ?? 0),
      part.map(({ state }) => `{${[...state.counters].join(",")}}`),
      part.map(({ state }) => Buffer.from(encodeClient(state))),
    ],
  );
}

/** Merges what clients did into their hours. Beyond 5,000 clients an hour the rest is one row without a name. */
export async function writeClients(
  session: Session,
  orgId: string,
  folded: readonly FoldedClient[],
  now: number,
): Promise<void> {
  const young = folded.filter(({ bucket }) => bucket > now - KEPT_MS);
  if (young.length === 0) return;
  const all = [...joined(await withinLimit(session, orgId, young)).values()];
  all.sort((left, right) => (idOf(left) < idOf(right) ? -1 : 1));
  for (let at = 0; at < all.length; at += ROWS) await writePart(session, orgId, all.slice(at, at + ROWS));
}
