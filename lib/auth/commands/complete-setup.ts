import type { Tx, User } from "../../db/types.ts";
import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";
import type { z } from "../../zod.ts";
import { organizationAggregate, userAggregate } from "../../people/aggregates.ts";
import { saveCredential } from "../credential.ts";
import { hashPassword, requireGoodPassword } from "../password.ts";
import { CompleteSetupInput, SetupDoneDto } from "../schema.ts";
import { hashToken } from "../token.ts";

type Input = z.output<typeof CompleteSetupInput>;

async function spendSetupToken(tx: Tx, token: string): Promise<void> {
  const used = await tx.$executeRaw`
    update installation set setup_token_hash = null where id = 1 and setup_token_hash = ${hashToken(token)}`;
  if (used === 1 && (await tx.user.count()) === 0) return;
  throw new AppError("not_found", "This set-up link is not valid, or Modelkeep is set up already. Sign in instead.");
}

async function createAdministrator(tx: Tx, input: Input, ctx: CommandContext): Promise<User> {
  const at = ctx.now();
  const user = await tx.user.create({
    data: {
      id: ctx.newId(),
      orgId: ctx.orgId,
      email: input.email,
      name: input.name,
      role: "administrator",
      state: "active",
      mfaEnabled: false,
      version: 1,
      createdAt: at,
      updatedAt: at,
    },
  });
  await saveCredential(tx, user, { passwordHash: await hashPassword(input.password), passwordChangedAt: at });
  return user;
}

/** Makes the first organization and its administrator, once, with the link that the start printed. */
export const completeSetup = defineCommand({
  name: "setup.complete",
  summary: "Set up: make the first organization and its administrator",
  permission: "public:accept",
  input: CompleteSetupInput,
  output: SetupDoneDto,
  http: "POST /setup",
  organization: async ({ newId }) => newId(),
  async run({ tx, input, ctx }) {
    const at = ctx.now();
    await spendSetupToken(tx, input.token);
    requireGoodPassword(input.password, [input.name, input.email, input.organizationName]);
    const organization = await tx.organization.create({
      data: {
        id: ctx.orgId,
        orgId: ctx.orgId,
        slug: input.slug,
        name: input.organizationName,
        mfaRequiredRoles: [],
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    await ctx.openLog(ctx.orgId);
    const user = await createAdministrator(tx, input, ctx);
    return {
      result: { organizationId: ctx.orgId, email: user.email },
      audit: [audited(organizationAggregate, null, organization), audited(userAggregate, null, user)],
    };
  },
});
