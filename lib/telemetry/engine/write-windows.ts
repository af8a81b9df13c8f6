import { resolutionNames, resolutions, type Resolution } from "../rules.ts";
import type { WindowKind } from "../states/window-kinds.ts";
import type { FoldedSeries, SeriesKey } from "../fold/telemetry-fold.ts";
import { bytesOf, millisOf, type Session } from "./sql-session.ts";

/** How long windows of each resolution are kept; what is older goes into the coarser ones only. Days. */
export const KEPT_DAYS: Readonly<Record<Resolution, number>> = { "5m": 7, "1h": 90, "1d": 1_096 };
const DAY_MS = 86_400_000;
const ROWS = 500;

const keyOf = ({ modelId, versionId, kind, name }: SeriesKey): string => `${modelId} ${versionId} ${kind} ${name}`;

async function findSeries(session: Session, orgId: string, keys: readonly SeriesKey[]): Promise<Map<string, string>> {
  const { rows } = await session.query(
    `select s.id::text as id, s.model_id::text as model_id, s.version_id::text as version_id, s.kind, s.name
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[]) as w(model_id, version_id, kind, name)
     join telemetry_series s on s.org_id = $1 and s.model_id = w.model_id and s.version_id = w.version_id and s.kind = w.kind and s.name = w.name`,
    [
      orgId,
      keys.map(({ modelId }) => modelId),
      keys.map(({ versionId }) => versionId),
      keys.map(({ kind }) => kind),
      keys.map(({ name }) => name),
    ],
  );
  return new Map(
    rows.map((row) => [
      ["model_id", "version_id", "kind", "name"].map((column) => String(row[column])).join(" "),
      String(row["id"]),
    ]),
  );
}

/** The ids of series, made for those that are new. */
export async function seriesIds(
  session: Session,
  orgId: string,
  keys: readonly SeriesKey[],
  { newId, at }: { newId: () => string; at: Date },
): Promise<(key: SeriesKey) => string> {
  let known = await findSeries(session, orgId, keys);
  const missing = keys.filter((key) => !known.has(keyOf(key)));
  if (missing.length > 0) {
    await session.query(
      `insert into telemetry_series (org_id, id, model_id, version_id, kind, name, unit, first_at)
       select $1::uuid, w.*, $8 from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[]) as w
       on conflict do nothing`,
      [
        orgId,
        missing.map(() => newId()),
        missing.map(({ modelId }) => modelId),
        missing.map(({ versionId }) => versionId),
        missing.map(({ kind }) => kind),
        missing.map(({ name }) => name),
        missing.map(({ unit }) => unit),
        at,
      ],
    );
    known = await findSeries(session, orgId, keys);
  }
  return (key) => {
    const id = known.get(keyOf(key));
    if (id === undefined) throw new Error(`series ${keyOf(key)} has no id`);
    return id;
  };
}

type Write<State> = { seriesId: string; bucket: number; state: State };

/** The windows of a resolution out of those of five minutes; what is past its retention is left out. */
function rolledUp<State>(
  kind: WindowKind<State>,
  series: readonly { id: string; windows: ReadonlyMap<number, State> }[],
  resolution: Resolution,
  now: number,
): Write<State>[] {
  const step = resolutions[resolution];
  const oldest = now - KEPT_DAYS[resolution] * DAY_MS;
  return series.flatMap(({ id, windows }) => {
    const found = new Map<number, State>();
    for (const [at, state] of windows) {
      const bucket = Math.floor(at / step) * step;
      if (bucket + step <= oldest) continue;
      let into = found.get(bucket);
      if (into === undefined) {
        into = kind.empty();
        found.set(bucket, into);
      }
      kind.merge(into, state, resolution);
    }
    return [...found].map(([bucket, state]) => ({ seriesId: id, bucket, state }));
  });
}

async function mergeStored<State>(
  session: Session,
  kind: WindowKind<State>,
  { orgId, resolution }: { orgId: string; resolution: Resolution },
  writes: readonly Write<State>[],
): Promise<void> {
  const res = resolutionNames.indexOf(resolution);
  const { rows } = await session.query(
    `select w.series_id::text as series_id, w.bucket, w.state
     from unnest($3::uuid[], $4::timestamptz[]) as k(series_id, bucket)
     join telemetry_window w on w.org_id = $1 and w.res = $2 and w.series_id = k.series_id and w.bucket = k.bucket`,
    [orgId, res, writes.map(({ seriesId }) => seriesId), writes.map(({ bucket }) => new Date(bucket).toISOString())],
  );
  const stored = new Map(
    rows.map((row) => [`${String(row["series_id"])} ${millisOf(row["bucket"])}`, bytesOf(row["state"])]),
  );
  for (const { seriesId, bucket, state } of writes) {
    const bytes = stored.get(`${seriesId} ${bucket}`);
    if (bytes === undefined) continue;
    const before = kind.decode(bytes);
    if (before === undefined) throw new Error(`the window ${seriesId} ${new Date(bucket).toISOString()} is damaged`);
    kind.merge(state, before, resolution);
  }
}

/** Puts merged windows into the table, in the order of their keys, so that two writers never wait for each other in a ring. */
async function upsert<State>(
  session: Session,
  kind: WindowKind<State>,
  { orgId, resolution }: { orgId: string; resolution: Resolution },
  writes: readonly Write<State>[],
): Promise<void> {
  const rows = writes.map(({ seriesId, bucket, state }) => ({
    seriesId,
    bucket: new Date(bucket).toISOString(),
    state: Buffer.from(kind.encode(state, resolution)),
    ...kind.numbers(state),
  }));
  await session.query(
    `insert into telemetry_window (org_id, res, series_id, bucket, n, nulls, mean, least, largest, p50, p95, p99, counters, state)
     select $1::uuid, $2::smallint, w.series_id, w.bucket, w.n, w.nulls, w.mean, w.least, w.largest, w.p50, w.p95, w.p99, w.counters::bigint[], w.state
     from unnest($3::uuid[], $4::timestamptz[], $5::bigint[], $6::bigint[], $7::float8[], $8::float8[], $9::float8[], $10::float8[], $11::float8[], $12::float8[], $13::text[], $14::bytea[])
       as w(series_id, bucket, n, nulls, mean, least, largest, p50, p95, p99, counters, state)
     on conflict (org_id, series_id, res, bucket) do update set n = excluded.n, nulls = excluded.nulls, mean = excluded.mean,
       least = excluded.least, largest = excluded.largest, p50 = excluded.p50, p95 = excluded.p95, p99 = excluded.p99,
       counters = excluded.counters, state = excluded.state`,
    [
      orgId,
      resolutionNames.indexOf(resolution),
      rows.map(({ seriesId }) => seriesId),
      rows.map(({ bucket }) => bucket),
      rows.map(({ n }) => n),
      rows.map(({ nulls }) => nulls),
      rows.map(({ mean }) => mean),
      rows.map(({ least }) => least),
      rows.map(({ largest }) => largest),
      rows.map(({ p50 }) => p50),
      rows.map(({ p95 }) => p95),
      rows.map(({ p99 }) => p99),
      rows.map(({ counters }) => (counters === null ? null : `{${counters.join(",")}}`)),
      rows.map(({ state }) => state),
    ],
  );
}

/** Merges the windows of some series into what is stored, at all three resolutions. */
export async function writeWindows<State>(
  session: Session,
  kind: WindowKind<State>,
  folded: readonly FoldedSeries<State>[],
  options: { orgId: string; idOf: (key: SeriesKey) => string; now: number },
): Promise<void> {
  const { orgId, idOf, now } = options;
  const series = folded.map(({ key, windows }) => ({ id: idOf(key), windows }));
  for (const resolution of resolutionNames) {
    const writes = rolledUp(kind, series, resolution, now).sort((left, right) =>
      left.seriesId === right.seriesId ? left.bucket - right.bucket : left.seriesId < right.seriesId ? -1 : 1,
    );
    for (let at = 0; at < writes.length; at += ROWS) {
      const part = writes.slice(at, at + ROWS);
      await mergeStored(session, kind, { orgId, resolution }, part);
      await upsert(session, kind, { orgId, resolution }, part);
    }
  }
}
