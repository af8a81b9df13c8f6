import { can } from "../../kernel/can.ts";
import { defineQuery } from "../../kernel/query.ts";
import { NoInput, TrustKeyList } from "../schema.ts";
import { toTrustKeyDto } from "../trust-key-dto.ts";

const AT_MOST = 500;

/** Trusted keys and root certificates by name; those in use first. */
export const listTrustKeys = defineQuery({
  name: "trust_key.list",
  summary: "Public keys and root certificates that signatures over models are verified with",
  permission: "trust:read",
  input: NoInput,
  output: TrustKeyList,
  http: "GET /trust-keys",
  async run({ db, ctx }) {
    const rows = await db.trustKey.findMany({
      where: { orgId: ctx.orgId },
      orderBy: [{ state: "asc" }, { name: "asc" }, { id: "asc" }],
      take: AT_MOST,
    });
    return { items: rows.map(toTrustKeyDto), abilities: { manage: can(ctx.actor, "trust:manage") } };
  },
});
