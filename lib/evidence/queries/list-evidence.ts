import { can } from "../../kernel/can.ts";
import { defineQuery } from "../../kernel/query.ts";
import { toEvidenceDto } from "../evidence-dto.ts";
import { EvidenceList, ListEvidenceInput } from "../schema.ts";

const AT_MOST = 500;

/** Evidence about one thing, newest first; at most the newest 500. */
export const listEvidence = defineQuery({
  name: "evidence.list",
  summary: "Evidence about one thing, newest first",
  permission: "evidence:read",
  input: ListEvidenceInput,
  output: EvidenceList,
  http: "GET /evidence",
  async run({ db, input, ctx }) {
    const { entityType, entityId, withdrawn } = input;
    const rows = await db.evidence.findMany({
      where: { orgId: ctx.orgId, entityType, entityId, ...(withdrawn === "hide" ? { withdrawnAt: null } : {}) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: AT_MOST,
    });
    const ids = [...new Set(rows.map((row) => row.createdBy).filter((id) => id !== null))];
    const people = await db.user.findMany({ where: { orgId: ctx.orgId, id: { in: ids } } });
    const names = new Map(people.map((person) => [person.id, person.name]));
    return {
      items: rows.map((row) => toEvidenceDto(row, names.get(row.createdBy ?? "") ?? null, ctx.actor)),
      abilities: { add: can(ctx.actor, "evidence:write") },
    };
  },
});
