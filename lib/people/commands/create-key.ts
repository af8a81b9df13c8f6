import { hashToken, newToken } from "../../auth/token.ts";
import { audited } from "../../kernel/aggregate.ts";
import { can } from "../../kernel/can.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, invalid } from "../../kernel/errors.ts";
import { apiKeyAggregate } from "../aggregates.ts";
import { toKeyDto } from "../key-dto.ts";
import { CreatedKeyDto, CreateKeyInput } from "../schema.ts";

const PREFIX_LENGTH = 8;

/** Letters and digits of a fresh token, so that a prefix can be selected with a double click. */
function newPrefix(): string {
  const letters = newToken()
    .replaceAll(/[^A-Za-z0-9]/g, "")
    .toLowerCase();
  return letters.length < PREFIX_LENGTH ? newPrefix() : letters.slice(0, PREFIX_LENGTH);
}

/** Makes an API key; the key itself is in this one answer and nowhere else. */
export const createKey = defineCommand({
  name: "key.create",
  summary: "Make an API key; it is shown this one time only",
  permission: "key:manage",
  input: CreateKeyInput,
  output: CreatedKeyDto,
  http: "POST /keys",
  reauthenticate: true,
  authorize({ actor, input }) {
    const missing = input.scopes.filter((scope) => !can(actor, scope));
    if (missing.length === 0) return;
    throw new AppError("forbidden", `A key cannot do more than who makes it: ${missing.join(", ")}.`);
  },
  async run({ tx, input, ctx }) {
    const at = ctx.now();
    const expiresAt = input.expiresAt === null ? null : new Date(input.expiresAt);
    if (expiresAt !== null && expiresAt <= at) invalid("expiresAt", "Choose a time in the future.");
    const models = [...new Set(input.models)].sort();
    const known = await tx.model.count({ where: { orgId: ctx.orgId, id: { in: models } } });
    if (known !== models.length) invalid("models", "One of these models does not exist.");
    const prefix = newPrefix();
    const secret = `mk_${prefix}_${newToken()}`;
    const row = await tx.apiKey.create({
      data: {
        id: ctx.newId(),
        orgId: ctx.orgId,
        name: input.name,
        prefix,
        keyHash: hashToken(secret),
        scopes: [...new Set(input.scopes)].sort(),
        models,
        createdBy: ctx.actor.type === "user" ? ctx.actor.id : null,
        version: 1,
        createdAt: at,
        expiresAt,
      },
    });
    const createdBy = ctx.actor.type === "user" ? ctx.actor.name : null;
    return {
      result: { key: toKeyDto(row, { createdBy, lastUsedAt: null }, at), secret },
      audit: [audited(apiKeyAggregate, null, row)],
    };
  },
});
