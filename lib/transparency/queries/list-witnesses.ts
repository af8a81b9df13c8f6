import { can } from "../../kernel/can.ts";
import { defineQuery } from "../../kernel/query.ts";
import { NoInput, WitnessList } from "../schema.ts";
import { toWitnessDto } from "../witness-dto.ts";

export const listWitnesses = defineQuery({
  name: "witness.list",
  summary: "Witnesses of the organization's log by name",
  permission: "audit:read",
  http: "GET /audit/witnesses",
  input: NoInput,
  output: WitnessList,
  async run({ db, ctx }) {
    const rows = await db.witness.findMany({
      where: { orgId: ctx.orgId, state: { not: "removed" } },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    });
    return { items: rows.map(toWitnessDto), abilities: { manage: can(ctx.actor, "audit:manage") } };
  },
});
