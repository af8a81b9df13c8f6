import type { TelemetrySetting } from "../../db/types.ts";
import type { Reader } from "../../kernel/query.ts";
import { telemetryDefaults, type TelemetryDecisions } from "../rules.ts";

/** What the organization decided, or what the product brings while nobody decided anything; the row is null then. */
export async function settingsOf(
  db: Pick<Reader, "telemetrySetting">,
  orgId: string,
): Promise<{ row: TelemetrySetting | null; decided: TelemetryDecisions }> {
  const row = await db.telemetrySetting.findUnique({ where: { orgId } });
  if (row === null) return { row, decided: telemetryDefaults };
  const { pagesAMonth, eventsAMinute, latenessMinutes, sampling, samplesAnHour, sampleDays } = row;
  return { row, decided: { pagesAMonth, eventsAMinute, latenessMinutes, sampling, samplesAnHour, sampleDays } };
}
