import { sameValue } from "../../inventory/rules.ts";
import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, invalid } from "../../kernel/errors.ts";
import { settingAggregate } from "../aggregates.ts";
import { dropSamples } from "../samples/drop-samples.ts";
import { TelemetrySettingsDto, UpdateTelemetrySettingsInput } from "../settings/schema.ts";
import { settingsDto } from "../settings/settings-dto.ts";
import { settingsOf } from "../settings/settings-of.ts";

/**
 * Changes what the organization decided about its telemetry. Windows that were judged stay as they are; samples that it no
 * longer keeps are deleted at once.
 */
export const updateTelemetrySettings = defineCommand({
  name: "telemetry_settings.update",
  summary: "Change the false-alarm budget, the quota, the lateness and the sampling of telemetry",
  permission: "telemetry:govern",
  http: "PUT /telemetry-settings",
  input: UpdateTelemetrySettingsInput,
  output: TelemetrySettingsDto,
  load: ({ tx, ctx }) => settingsOf(tx, ctx.orgId),
  async run({ tx, input, target, ctx }) {
    const { expectedVersion, ...data } = input;
    const { row: before, decided } = target;
    if (expectedVersion !== undefined && expectedVersion !== (before?.version ?? 0)) {
      throw new AppError(
        "conflict",
        "Somebody changed these settings since you opened them. Nothing was overwritten.",
        { extra: { current: await settingsDto(tx, ctx) } },
      );
    }
    if (sameValue(data, decided)) return invalid("", "Nothing here differs, so there is nothing to save.");
    const at = ctx.now();
    const row =
      before === null
        ? await tx.telemetrySetting.create({
            data: { id: ctx.newId(), orgId: ctx.orgId, ...data, version: 1, createdAt: at, updatedAt: at },
          })
        : await tx.telemetrySetting.update({
            where: { orgId: ctx.orgId, version: before.version },
            data: { ...data, updatedAt: at, version: { increment: 1 } },
          });
    await dropSamples(tx, ctx.orgId, row, at);
    return { result: await settingsDto(tx, ctx), audit: [audited(settingAggregate, before, row)] };
  },
});
