import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { apiKeyAggregate } from "../aggregates.ts";
import { toKeyDto } from "../key-dto.ts";
import { KeyDto, RevokeKeyInput } from "../schema.ts";

/** Makes an API key stop working at once. */
export const revokeKey = defineCommand({
  name: "key.revoke",
  summary: "Make an API key stop working at once",
  permission: "key:manage",
  input: RevokeKeyInput,
  output: KeyDto,
  http: "POST /keys/{id}/revoke",
  reauthenticate: true,
  load: async ({ tx, input, ctx }) =>
    (await tx.apiKey.findFirst({ where: { id: input.id, orgId: ctx.orgId } })) ?? notFound("API key"),
  authorize({ target }) {
    if (target.revokedAt !== null) throw new AppError("precondition_failed", "This key was revoked already.");
  },
  async run({ tx, input, target, ctx }) {
    const { count } = await tx.apiKey.updateMany({
      where: { id: target.id, orgId: ctx.orgId, version: input.expectedVersion ?? target.version },
      data: { revokedAt: ctx.now(), version: { increment: 1 } },
    });
    const after = await tx.apiKey.findUniqueOrThrow({ where: { id: target.id } });
    const result = toKeyDto(after, { createdBy: null, lastUsedAt: null }, ctx.now());
    if (count === 0)
      throw new AppError("conflict", "Somebody changed this key in the meantime.", { extra: { current: result } });
    return { result, audit: [audited(apiKeyAggregate, target, after)] };
  },
});
