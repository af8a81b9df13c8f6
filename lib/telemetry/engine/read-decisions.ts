import { telemetryDefaults } from "../rules.ts";
import type { Session } from "./sql-session.ts";

/** What counting and judging need of an organization's settings: false pages a model and month, and lateness in ms. */
export async function readDecisions(
  session: Session,
  orgId: string,
): Promise<{ pagesAMonth: number; latenessMs: number }> {
  const { rows } = await session.query(
    "select pages_a_month, lateness_minutes from telemetry_setting where org_id = $1",
    [orgId],
  );
  const pages = Number(rows[0]?.["pages_a_month"] ?? telemetryDefaults.pagesAMonth);
  const minutes = Number(rows[0]?.["lateness_minutes"] ?? telemetryDefaults.latenessMinutes);
  return { pagesAMonth: pages, latenessMs: minutes * 60_000 };
}
