import { silence } from "../../../detection/clients/silence.ts";
import { resolutions } from "../../rules.ts";
import { millisOf, type TelemetryDatabase } from "../sql-session.ts";
import { securityFound } from "./judge-clients.ts";
import { writeSignals } from "./found-signal.ts";

const DAY_MS = 86_400_000;
/** Windows in which something came, of the last day before the last one, for a model whose silence means something. */
const LEAST_WINDOWS = 12;
const LEAST_MS = 10 * 60_000;

type Tools = { newId: () => string; now: () => Date };

/**
 * Looks which models fell silent: by how often windows of five minutes had events in the day before the last event. Once told,
 * a silence is told again only after events came.
 */
export async function judgeSilence(database: TelemetryDatabase, tools: Tools): Promise<number> {
  const now = tools.now();
  const { rows } = await database.query(
    `select t.org_id::text as org_id, t.model_id::text as model_id, t.last,
       (select count(distinct w.bucket)::int from telemetry_series s join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id
          and w.res = 0 and w.bucket > t.last - interval '1 day' and w.bucket <= t.last
        where s.org_id = t.org_id and s.model_id = t.model_id) as windows,
       coalesce((select d.state ->> 'silent' = 'true' from telemetry_detector d
        where d.org_id = t.org_id and d.subject_id = t.model_id and d.detector = 'silence'), false) as silent
     from (select org_id, model_id, max(last_at) as last from telemetry_sender where last_at > $1::timestamptz - interval '30 days' group by 1, 2) t`,
    [now],
  );
  let told = 0;
  for (const row of rows) {
    const [orgId, modelId] = [String(row["org_id"]), String(row["model_id"])];
    const lastAt = millisOf(row["last"]);
    const windows = Number(row["windows"]);
    const expectedIntervalMs = windows >= LEAST_WINDOWS ? DAY_MS / windows : 0;
    const signal = silence({ expectedIntervalMs: Math.max(expectedIntervalMs, 0), lastAt, now: now.getTime() });
    const isSilent = signal !== null && now.getTime() - lastAt >= LEAST_MS && signal.sure > 0.99;
    if (isSilent === (row["silent"] === true)) continue;
    const bucket = Math.floor(now.getTime() / resolutions["5m"]) * resolutions["5m"];
    await database.transaction(async (session) => {
      await session.query(
        `insert into telemetry_detector (org_id, subject_id, detector, bucket, state) values ($1, $2, 'silence', $3, $4)
         on conflict (org_id, subject_id, detector) do update set bucket = excluded.bucket, state = excluded.state`,
        [orgId, modelId, new Date(bucket), JSON.stringify({ silent: isSilent, lastAt })],
      );
      if (signal === null || !isSilent) return;
      const found = securityFound(signal, { modelId, bucket, client: null, name: "", severity: "high" });
      await writeSignals(session, orgId, [found], { newId: tools.newId, at: now });
      told += 1;
    });
  }
  return told;
}
