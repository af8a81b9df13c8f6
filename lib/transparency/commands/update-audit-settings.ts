import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { auditSettingsAggregate } from "../aggregates.ts";
import { AuditSettingsDto, UpdateAuditSettingsInput } from "../schema.ts";

/** Changes the trail's settings; the first change makes their row. */
export const updateAuditSettings = defineCommand({
  name: "audit_settings.update",
  summary: "Say whether the newest checkpoint can be read without signing in",
  permission: "audit:manage",
  input: UpdateAuditSettingsInput,
  output: AuditSettingsDto,
  http: "PATCH /audit/settings",
  reauthenticate: true,
  load: ({ tx, ctx }) => tx.auditSettings.findUnique({ where: { id: ctx.orgId } }),
  async run({ tx, input, target, ctx }) {
    const { checkpointPublic, expectedVersion } = input;
    const at = ctx.now();
    const stale = (target?.version ?? 0) !== expectedVersion;
    if (stale) {
      const current = { version: target?.version ?? 0, checkpointPublic: target?.checkpointPublic ?? false };
      throw new AppError("conflict", "Somebody changed these settings in the meantime.", { extra: { current } });
    }
    const row =
      target === null
        ? await tx.auditSettings.create({
            data: { id: ctx.orgId, orgId: ctx.orgId, checkpointPublic, version: 1, createdAt: at, updatedAt: at },
          })
        : await tx.auditSettings.update({
            where: { id: ctx.orgId, version: expectedVersion },
            data: { checkpointPublic, version: { increment: 1 }, updatedAt: at },
          });
    return {
      result: { version: row.version, checkpointPublic: row.checkpointPublic },
      audit: [audited(auditSettingsAggregate, target, row)],
    };
  },
});
