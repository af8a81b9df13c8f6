import { can } from "../../kernel/can.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/query.ts";
import { settingsOf } from "./read-settings.ts";
import type { ThreatSettingsDto } from "./schema.ts";

/** The settings of the organization and whether the actor may change them. */
export async function settingsDto(db: Pick<Reader, "threatSettings">, ctx: Context): Promise<ThreatSettingsDto> {
  const { row, matrix, reviewDays } = await settingsOf(db, ctx.orgId);
  return { matrix, reviewDays, version: row?.version ?? 0, abilities: { edit: can(ctx.actor, "threat:manage") } };
}
