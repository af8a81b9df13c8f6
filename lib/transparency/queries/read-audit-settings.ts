import { defineQuery } from "../../kernel/query.ts";
import { AuditSettingsDto, NoInput } from "../schema.ts";

export const readAuditSettings = defineQuery({
  name: "audit_settings.read",
  summary: "Settings of the audit trail",
  permission: "audit:read",
  http: "GET /audit/settings",
  input: NoInput,
  output: AuditSettingsDto,
  async run({ db, ctx }) {
    const row = await db.auditSettings.findUnique({ where: { id: ctx.orgId } });
    return { version: row?.version ?? 0, checkpointPublic: row?.checkpointPublic ?? false };
  },
});
