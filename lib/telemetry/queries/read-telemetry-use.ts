import { defineQuery } from "../../kernel/query.ts";
import { PARKED_COLUMNS, toParked, type ParkedRow } from "../settings/parked-row.ts";
import { ReadTelemetryUseInput, TelemetryUseDto } from "../settings/schema.ts";

const MINUTE_MS = 60_000;
const MOST_PARKED = 100;

type UseRow = { minute: bigint; hour: bigint; busiest: bigint };
type QueueRow = { waiting: number; oldest: Date | null; parked: number; samples: number };

/** How much came against the quota, how long the queue is, and what could not be counted. */
export const readTelemetryUse = defineQuery({
  name: "telemetry_settings.use",
  summary: "How much telemetry came against the quota, what waits to be counted, and which batches could not be",
  permission: "telemetry:read",
  http: "GET /telemetry-settings/use",
  input: ReadTelemetryUseInput,
  output: TelemetryUseDto,
  async run({ db, ctx }) {
    const now = ctx.now().getTime();
    const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
    const [use] = await db.$queryRawUnsafe<UseRow[]>(
      `select coalesce(sum(events) filter (where minute = $2::timestamptz - interval '1 minute'), 0)::bigint as minute,
         coalesce(sum(events) filter (where minute > $2::timestamptz - interval '1 hour'), 0)::bigint as hour,
         coalesce(max(events), 0)::bigint as busiest
       from telemetry_usage where org_id = $1::uuid and minute > $2::timestamptz - interval '1 day'`,
      ctx.orgId,
      new Date(minute).toISOString(),
    );
    const [queue] = await db.$queryRawUnsafe<QueueRow[]>(
      `select (select count(*)::int from telemetry_inbox where org_id = $1::uuid) as waiting,
         (select min(received_at) from telemetry_inbox where org_id = $1::uuid) as oldest,
         (select count(*)::int from telemetry_parked where org_id = $1::uuid) as parked,
         (select count(at)::int from telemetry_sample where org_id = $1::uuid) as samples`,
      ctx.orgId,
    );
    const parked = await db.$queryRawUnsafe<ParkedRow[]>(
      `select ${PARKED_COLUMNS} from telemetry_parked where org_id = $1::uuid order by parked_at desc, id desc limit $2`,
      ctx.orgId,
      MOST_PARKED,
    );
    const oldest = queue?.oldest?.getTime();
    return {
      lastMinute: Number(use?.minute ?? 0),
      lastHour: Number(use?.hour ?? 0),
      busiestMinute: Number(use?.busiest ?? 0),
      waiting: queue?.waiting ?? 0,
      oldestSeconds: oldest === undefined ? 0 : Math.max(0, Math.round((now - oldest) / 1_000)),
      samples: queue?.samples ?? 0,
      parked: parked.map(toParked),
      parkedCount: queue?.parked ?? 0,
    };
  },
});
