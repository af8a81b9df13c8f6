import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { trustKeyAggregate } from "../aggregate.ts";
import { RetireTrustKeyInput, TrustKeyDto } from "../schema.ts";
import { toTrustKeyDto } from "../trust-key-dto.ts";

/** Trusts a key no longer; what was verified with it stays on file. */
export const retireTrustKey = defineCommand({
  name: "trust_key.retire",
  summary: "Trust a key or root certificate no longer; what was verified with it stays on file",
  permission: "trust:manage",
  input: RetireTrustKeyInput,
  output: TrustKeyDto,
  http: "POST /trust-keys/{id}/retire",
  reauthenticate: true,
  load: async ({ tx, input, ctx }) =>
    (await tx.trustKey.findFirst({ where: { id: input.id, orgId: ctx.orgId } })) ?? notFound("trusted key"),
  authorize({ target }) {
    if (target.state !== "active") throw new AppError("precondition_failed", "This is not trusted any more.");
  },
  async run({ tx, input, target, ctx }) {
    const { count } = await tx.trustKey.updateMany({
      where: { id: target.id, orgId: ctx.orgId, version: input.expectedVersion ?? target.version },
      data: { state: "retired", version: { increment: 1 }, updatedAt: ctx.now() },
    });
    const after = await tx.trustKey.findUniqueOrThrow({ where: { id: target.id } });
    if (count === 0) {
      const extra = { current: toTrustKeyDto(after) };
      throw new AppError("conflict", "Somebody changed this in the meantime.", { extra });
    }
    return { result: toTrustKeyDto(after), audit: [audited(trustKeyAggregate, target, after)] };
  },
});
