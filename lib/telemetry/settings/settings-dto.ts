import { can } from "../../kernel/can.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/query.ts";
import type { TelemetrySettingsDto } from "./schema.ts";
import { settingsOf } from "./settings-of.ts";

/** The settings of the organization and whether the actor may change them. */
export async function settingsDto(db: Pick<Reader, "telemetrySetting">, ctx: Context): Promise<TelemetrySettingsDto> {
  const { row, decided } = await settingsOf(db, ctx.orgId);
  return { ...decided, version: row?.version ?? 0, abilities: { edit: can(ctx.actor, "telemetry:govern") } };
}
