import { resolutions } from "../../rules.ts";
import type { FoldTools } from "../fold-inbox.ts";
import { readDecisions } from "../read-decisions.ts";
import { millisOf, type Session, type TelemetryDatabase } from "../sql-session.ts";
import { DetectorStates } from "./detector-states.ts";
import { writeSignals, type FoundSignal } from "./found-signal.ts";
import { judgeAnomalies } from "./judge-anomalies.ts";
import { judgeClients } from "./judge-clients.ts";
import { judgeContent } from "./judge-content.ts";
import { judgeDrift, openReferences } from "./judge-drift.ts";

const ROUND_WINDOWS = 600;

type Due = { modelId: string; res: number; bucket: number };

/** Windows that changed and whose time, with the lateness that is waited for, is over before `until`. Milliseconds. */
async function closedOf(session: Session, orgId: string, until: number): Promise<Due[]> {
  const { rows } = await session.query(
    `select model_id::text as model_id, res, bucket from telemetry_due
     where org_id = $1 and ((res = 0 and bucket <= $2) or (res = 1 and bucket <= $3)) order by bucket, res, model_id limit $4`,
    [orgId, new Date(until - resolutions["5m"]), new Date(until - resolutions["1h"]), ROUND_WINDOWS],
  );
  return rows.map((row) => ({
    modelId: String(row["model_id"]),
    res: Number(row["res"]),
    bucket: millisOf(row["bucket"]),
  }));
}

async function judgeModel(
  session: Session,
  states: DetectorStates,
  asked: { orgId: string; modelId: string; due: readonly Due[]; pages: number },
): Promise<FoundSignal[]> {
  const { orgId, modelId, due, pages } = asked;
  const fives = due.filter(({ res }) => res === 0).map(({ bucket }) => bucket);
  const hours = due.filter(({ res }) => res === 1).map(({ bucket }) => bucket);
  const found = await judgeAnomalies(session, states, { orgId, modelId, resolution: "5m", buckets: fives, pages });
  found.push(...(await judgeAnomalies(session, states, { orgId, modelId, resolution: "1h", buckets: hours, pages })));
  const compared = await openReferences(session, { orgId, modelId, hours });
  for (const bucket of hours) {
    found.push(...(await judgeDrift(session, states, { orgId, modelId, bucket, compared, pages })));
    found.push(...(await judgeClients(session, { orgId, modelId, bucket, pages })));
    found.push(...(await judgeContent(session, { orgId, modelId, bucket, pages })));
  }
  return found;
}

/**
 * Judges the closed windows of an organization that changed: what detectors remember, verdicts and signals change in one
 * transaction with the list of what is due, so a window is judged once however often the worker dies. Answers how many.
 */
export async function judgeOrganization(database: TelemetryDatabase, orgId: string, tools: FoldTools): Promise<number> {
  return database.transaction(async (session) => {
    const lock = await session.query("select pg_try_advisory_xact_lock(hashtextextended($1, 7)) as mine", [
      `telemetry ${orgId}`,
    ]);
    if (lock.rows[0]?.["mine"] !== true) return 0;
    const now = tools.now();
    const { pagesAMonth: pages, latenessMs } = await readDecisions(session, orgId);
    const due = await closedOf(session, orgId, now.getTime() - latenessMs);
    if (due.length === 0) return 0;
    const states = new DetectorStates(session, orgId);
    const models = [...new Set(due.map(({ modelId }) => modelId))].sort();
    await states.load(models);
    const found: FoundSignal[] = [];
    for (const modelId of models) {
      const own = due.filter((each) => each.modelId === modelId);
      found.push(...(await judgeModel(session, states, { orgId, modelId, due: own, pages })));
    }
    await states.save();
    await writeSignals(session, orgId, found, { newId: tools.newId, at: now });
    await session.query(
      `delete from telemetry_due d using unnest($2::uuid[], $3::smallint[], $4::timestamptz[]) as w(model_id, res, bucket)
       where d.org_id = $1 and d.model_id = w.model_id and d.res = w.res and d.bucket = w.bucket`,
      [
        orgId,
        due.map(({ modelId }) => modelId),
        due.map(({ res }) => res),
        due.map(({ bucket }) => new Date(bucket).toISOString()),
      ],
    );
    return due.length;
  });
}

/** One round over all organizations with closed windows; answers how many windows were judged. */
export async function judgeDue(database: TelemetryDatabase, tools: FoldTools): Promise<number> {
  const { rows } = await database.query("select distinct org_id::text as org_id from telemetry_due");
  let judged = 0;
  for (const row of rows) judged += await judgeOrganization(database, String(row["org_id"]), tools);
  return judged;
}
