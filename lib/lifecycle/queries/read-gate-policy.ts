import { defineQuery } from "../../kernel/query.ts";
import { toPolicyDto } from "../policy-dto.ts";
import { GatePolicyDto, ReadGatePolicyInput } from "../policy-schema.ts";

/** The criteria of the organization's gates. */
export const readGatePolicy = defineQuery({
  name: "gate.read_policy",
  summary: "Read the criteria of the gates",
  permission: "gate:read",
  http: "GET /gates/policy",
  input: ReadGatePolicyInput,
  output: GatePolicyDto,
  async run({ db, ctx }) {
    return toPolicyDto(await db.gatePolicy.findUnique({ where: { orgId: ctx.orgId } }), ctx);
  },
});
