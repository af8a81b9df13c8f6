import { sameValue } from "../../../inventory/rules.ts";
import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError, invalid } from "../../../kernel/errors.ts";
import { matrixProblems } from "../../../knowledge/risk-matrix.ts";
import { threatSettingsAggregate } from "../../aggregates.ts";
import { settingsOf } from "../read-settings.ts";
import { ThreatSettingsDto, UpdateThreatSettingsInput } from "../schema.ts";
import { settingsDto } from "../settings-dto.ts";

/** Changes the matrix and the review age. Threats that were rated before keep their severity until somebody rates them again. */
export const updateThreatSettings = defineCommand({
  name: "threat_settings.update",
  summary: "Change the risk matrix and how long an approval holds",
  permission: "threat:manage",
  http: "PUT /threat-settings",
  input: UpdateThreatSettingsInput,
  output: ThreatSettingsDto,
  load: ({ tx, ctx }) => settingsOf(tx, ctx.orgId),
  async run({ tx, input, target, ctx }) {
    const { row: before } = target;
    const { matrix, reviewDays, expectedVersion } = input;
    if (expectedVersion !== undefined && expectedVersion !== (before?.version ?? 0)) {
      throw new AppError(
        "conflict",
        "Somebody changed these settings since you opened them. Nothing was overwritten.",
        {
          extra: { current: await settingsDto(tx, ctx) },
        },
      );
    }
    if (sameValue({ matrix, reviewDays }, { matrix: target.matrix, reviewDays: target.reviewDays })) {
      return invalid("", "Nothing here differs, so there is nothing to save.");
    }
    const [problem] = matrixProblems(matrix);
    if (problem !== undefined) {
      return invalid(`matrix.severity.${problem.likelihood - 1}.${problem.impact - 1}`, problem.message);
    }
    const at = ctx.now();
    const row =
      before === null
        ? await tx.threatSettings.create({
            data: { id: ctx.newId(), orgId: ctx.orgId, matrix, reviewDays, version: 1, createdAt: at, updatedAt: at },
          })
        : await tx.threatSettings.update({
            where: { id: before.id, version: before.version },
            data: { matrix, reviewDays, updatedAt: at, version: { increment: 1 } },
          });
    return { result: await settingsDto(tx, ctx), audit: [audited(threatSettingsAggregate, before, row)] };
  },
});
