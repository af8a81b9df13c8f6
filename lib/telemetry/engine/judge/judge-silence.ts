import {
  SILENCE_LEAST,
  SILENCE_WINDOW_MS,
  silence,
  silenceDue,
  type SilenceDue,
} from "../../../detection/clients/silence.ts";
import { silencePages } from "../../judge/budget-shares.ts";
import { readDecisions } from "../read-decisions.ts";
import { millisOf, type Row, type Session, type TelemetryDatabase } from "../sql-session.ts";
import { writeSignals } from "./found-signal.ts";
import { securityFound } from "./judge-clients.ts";
import { readArrivals } from "./read-arrivals.ts";

/** `listeningSince`: before that nobody took anything in, so nothing that is missing is missed. */
type Tools = { newId: () => string; now: () => Date; listeningSince: Date };

/** What is remembered of the silence of a model: since when, in windows, and from when on it is told. */
type Known = { silent: boolean; lastAt: number; from: number; due: SilenceDue | null };

/**
 * Models whose silence has to be looked at: told ones of which something came again, and others of which nothing came for a while
 * and that are not decided yet, or whose time is up. What waits to be counted came, so organizations with batches that wait are not asked.
 */
const TO_LOOK_AT = `select t.org_id::text as org_id, t.model_id::text as model_id, t.last, d.state
  from (select org_id, model_id, max(last_at) as last from telemetry_sender where last_at > $1::timestamptz - interval '30 days' group by 1, 2) t
  left join telemetry_detector d on d.org_id = t.org_id and d.subject_id = t.model_id and d.detector = 'silence'
  where not exists (select 1 from telemetry_inbox i where i.org_id = t.org_id and i.received_at < $1::timestamptz - interval '1 minute')
    and case when coalesce((d.state ->> 'silent')::boolean, false) then (d.state ->> 'lastAt')::bigint <> round(extract(epoch from t.last) * 1000)
      else t.last <= $2::timestamptz and (d.state is null or (d.state ->> 'lastAt')::bigint <> round(extract(epoch from t.last) * 1000)
        or coalesce((d.state ->> 'from')::bigint, 0) < $3 or (d.state #>> '{due,at}')::bigint <= $4) end`;

function knownOf(row: Row): Known | null {
  const state = row["state"];
  return typeof state === "object" && state !== null ? (state as Known) : null;
}

async function remember(session: Session, key: { orgId: string; modelId: string; at: Date }, state: Known) {
  await session.query(
    `insert into telemetry_detector (org_id, subject_id, detector, bucket, state) values ($1, $2, 'silence', $3, $4)
     on conflict (org_id, subject_id, detector) do update set bucket = excluded.bucket, state = excluded.state`,
    [key.orgId, key.modelId, key.at, JSON.stringify(state)],
  );
}

/** From when on the silence is told: what is remembered of it, else found from the past. Windows are numbered since 1970. */
async function dueOf(
  database: TelemetryDatabase,
  silent: { orgId: string; modelId: string; lastAt: number; from: number; known: Known | null },
): Promise<SilenceDue | null> {
  const { orgId, lastAt, from, known } = silent;
  if (known?.silent === false && known.lastAt === lastAt && known.from === from) return known.due;
  const { pagesAMonth } = await readDecisions(database, orgId);
  return silenceDue({ arrivals: await readArrivals(database, silent), from, pages: silencePages(pagesAMonth) });
}

/**
 * Looks which models fell silent, by when something came of them in the last four weeks. From when on a silence is told is found once, when it
 * begins. Once told, a silence is told again only after something came. Answers how many were told.
 */
export async function judgeSilence(database: TelemetryDatabase, tools: Tools): Promise<number> {
  const now = tools.now();
  const current = Math.floor(now.getTime() / SILENCE_WINDOW_MS);
  const listening = Math.floor(tools.listeningSince.getTime() / SILENCE_WINDOW_MS) + 1;
  const { rows } = await database.query(TO_LOOK_AT, [
    now,
    new Date(now.getTime() - SILENCE_LEAST * SILENCE_WINDOW_MS),
    listening,
    current,
  ]);
  let told = 0;
  for (const row of rows) {
    const [orgId, modelId] = [String(row["org_id"]), String(row["model_id"])];
    const lastAt = millisOf(row["last"]);
    const from = Math.max(Math.floor(lastAt / SILENCE_WINDOW_MS) + 1, listening);
    const due = await dueOf(database, { orgId, modelId, lastAt, from, known: knownOf(row) });
    const silent = due !== null && due.at <= current;
    await database.transaction(async (session) => {
      const at = new Date(current * SILENCE_WINDOW_MS);
      await remember(session, { orgId, modelId, at }, { silent, lastAt, from, due });
      if (due === null || !silent) return;
      const signal = silence(due, { lastAt, now: now.getTime() });
      const subject = { modelId, bucket: at.getTime(), client: null, name: "", severity: "high" } as const;
      await writeSignals(session, orgId, [securityFound(signal, subject)], { newId: tools.newId, at: now });
      told += 1;
    });
  }
  return told;
}
