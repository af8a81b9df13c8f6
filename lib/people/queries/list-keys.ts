import { can } from "../../kernel/can.ts";
import { keyPermissions } from "../../kernel/policy.ts";
import { defineQuery } from "../../kernel/query.ts";
import { toKeyDto } from "../key-dto.ts";
import { personNames } from "../person-names.ts";
import { KeyList, ListKeysInput } from "../schema.ts";

const AT_MOST = 500;

/** API keys, newest first; at most the newest 500. */
export const listKeys = defineQuery({
  name: "key.list",
  summary: "API keys with prefix, permissions, last use and expiry, newest first",
  permission: "key:read",
  input: ListKeysInput,
  output: KeyList,
  http: "GET /keys",
  async run({ db, ctx }) {
    const rows = await db.apiKey.findMany({
      where: { orgId: ctx.orgId },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: AT_MOST,
    });
    const names = await personNames(
      db,
      ctx.orgId,
      rows.map((row) => row.createdBy),
    );
    const used = await db.apiKeySeen.findMany({ where: { apiKeyId: { in: rows.map((row) => row.id) } } });
    const usedAt = new Map(used.map((row) => [row.apiKeyId, row.seenAt]));
    const manages = can(ctx.actor, "key:manage");
    return {
      items: rows.map((row) =>
        toKeyDto(
          row,
          { createdBy: names.get(row.createdBy ?? "") ?? null, lastUsedAt: usedAt.get(row.id) ?? null },
          ctx.now(),
        ),
      ),
      grantable: keyPermissions.filter((permission) => can(ctx.actor, permission)),
      abilities: { create: manages, revoke: manages },
    };
  },
});
