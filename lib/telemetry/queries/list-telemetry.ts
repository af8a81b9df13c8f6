import { defineQuery, type Reader } from "../../kernel/query.ts";
import { invalid } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import { wordPatterns } from "../../kernel/literal-like.ts";
import { knownSince } from "../reading/read-standing.ts";
import { ListTelemetryInput, TelemetryList, type TelemetryModel } from "../schema.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Row = {
  id: string;
  name: string;
  slug: string;
  last: Date;
  first: Date;
  oldest: Date | null;
  silent: boolean;
  features: number;
  alerts: number;
  drifted: number;
  worst: TelemetryModel["worst"];
  words: string | null;
};

const PAGE = `
select m.id::text as id, m.name, m.slug, s.last, s.first,
  (select min(w.bucket) from telemetry_series x, lateral (select bucket from telemetry_window
     where org_id = x.org_id and series_id = x.id and res = 2 order by bucket limit 1) w
   where x.org_id = $1::uuid and x.model_id = m.id and x.kind in ('traffic', 'feature')) as oldest,
  coalesce((select d.state ->> 'silent' = 'true' from telemetry_detector d where d.org_id = $1::uuid and d.subject_id = m.id and d.detector = 'silence'), false) as silent,
  (select count(distinct (x.kind, x.name))::int from telemetry_series x where x.org_id = $1::uuid and x.model_id = m.id and x.kind in ('feature', 'output')) as features,
  (select count(distinct v.series_id)::int from telemetry_verdict v where v.org_id = $1::uuid and v.model_id = m.id and v.bucket >= $2::timestamptz and v.status = 'drifted') as drifted,
  (select count(*)::int from alert a where a.org_id = $1::uuid and a.model_id = m.id and a.state <> 'resolved') as alerts,
  g.severity as worst, g.words
from (
  select sent.model_id, sent.last, sent.first from (
    select model_id, max(last_at) as last, min(first_at) as first from telemetry_sender where org_id = $1::uuid group by model_id) sent
  join model m on m.org_id = $1::uuid and m.id = sent.model_id
  where ($3::timestamptz is null or (sent.last, m.id) < ($3::timestamptz, $4::uuid)) and lower(m.name || ' ' || m.slug) like all ($6::text[])
  order by sent.last desc, m.id desc limit $5
) s
join model m on m.org_id = $1::uuid and m.id = s.model_id
left join lateral (
  select severity, words from telemetry_signal g where g.org_id = $1::uuid and g.model_id = m.id and g.bucket >= $2::timestamptz
  order by array_position(array['critical', 'high', 'medium', 'low'], g.severity), g.bucket desc limit 1
) g on true
order by s.last desc, m.id desc`;

function placeOf(cursor: string | undefined): { at: string; id: string } | null {
  if (cursor === undefined) return null;
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  if (Number.isNaN(Date.parse(at)) || !isUuid(id)) invalid("cursor", "This is no place in the list.");
  return { at, id };
}

const stateOf = (row: Row, now: number): TelemetryModel["state"] =>
  row.silent
    ? "silent"
    : now - (knownSince(row.first, row.oldest) ?? row.first).getTime() < DAY_MS
      ? "warm_up"
      : "live";

/** Events of each hour of some models since a time. */
function readVolumes(db: Reader, orgId: string, models: readonly string[], since: string) {
  return db.$queryRawUnsafe<{ model_id: string; bucket: Date; n: bigint }[]>(
    `select s.model_id::text as model_id, w.bucket, sum(w.n)::bigint as n from telemetry_series s
     join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id and w.res = 1 and w.bucket >= $3::timestamptz
     where s.org_id = $1::uuid and s.model_id = any ($2::uuid[]) and s.kind = 'traffic' group by 1, 2 order by 2`,
    orgId,
    models,
    since,
  );
}

function itemOf(row: Row, volumes: Awaited<ReturnType<typeof readVolumes>>, now: number): TelemetryModel {
  const volume = volumes.flatMap(({ model_id: id, bucket, n }): [number, number][] =>
    id === row.id ? [[bucket.getTime(), Number(n)]] : [],
  );
  return {
    model: { id: row.id, name: row.name, slug: row.slug },
    state: stateOf(row, now),
    lastAt: row.last.toISOString(),
    perHour: volume.at(-2)?.[1] ?? volume.at(-1)?.[1] ?? null,
    drifted: row.drifted,
    features: row.features,
    alerts: row.alerts,
    worst: row.worst,
    words: row.words ?? (row.silent ? "Fell silent" : "Nothing unusual within a day"),
    volume,
  };
}

/** Models that send telemetry, the one that sent last first, with what is known of their last day. */
export const listTelemetry = defineQuery({
  name: "telemetry.list",
  summary: "List the models that send telemetry, with what their last day was like",
  permission: "telemetry:read",
  http: "GET /telemetry",
  input: ListTelemetryInput,
  output: TelemetryList,
  async run({ db, input, ctx }) {
    const now = ctx.now().getTime();
    const since = new Date(Math.floor((now - DAY_MS) / HOUR_MS) * HOUR_MS).toISOString();
    const place = placeOf(input.cursor);
    const words = wordPatterns((input.q ?? "").toLowerCase());
    const rows = await db.$queryRawUnsafe<Row[]>(
      PAGE,
      ctx.orgId,
      since,
      place?.at ?? null,
      place?.id ?? null,
      input.limit + 1,
      words,
    );
    const page = rows.slice(0, input.limit);
    const volumes = await readVolumes(
      db,
      ctx.orgId,
      page.map(({ id }) => id),
      since,
    );
    const [sum] = await db.$queryRawUnsafe<{ total: number }[]>(
      `select count(distinct s.model_id)::int as total from telemetry_sender s join model m on m.org_id = s.org_id and m.id = s.model_id
       where s.org_id = $1::uuid and lower(m.name || ' ' || m.slug) like all ($2::text[])`,
      ctx.orgId,
      words,
    );
    const last = page.at(-1);
    return {
      items: page.map((row) => itemOf(row, volumes, now)),
      nextCursor:
        rows.length > input.limit && last !== undefined
          ? Buffer.from(`${last.last.toISOString()} ${last.id}`).toString("base64url")
          : null,
      total: sum?.total ?? 0,
    };
  },
});
