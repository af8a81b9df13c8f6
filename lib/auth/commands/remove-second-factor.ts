import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { userAggregate } from "../../people/aggregates.ts";
import { changeUser } from "../../people/change-user.ts";
import { saveCredential } from "../credential.ts";
import { ownUser } from "../own-account.ts";
import { AccountDto, NoInput } from "../schema.ts";

/** Switches the acting person's second factor off, unless their role must have one. */
export const removeSecondFactor = defineCommand({
  name: "second_factor.remove",
  summary: "Switch one's second factor off",
  permission: "self:manage",
  reauthenticate: true,
  input: NoInput,
  output: AccountDto,
  http: "POST /second-factor/remove",
  concurrency: "merge",
  load: ownUser,
  async run({ tx, target: user, ctx }) {
    if (!user.mfaEnabled) throw new AppError("conflict", "There is no second factor to remove.");
    const organization = await tx.organization.findUniqueOrThrow({ where: { id: ctx.orgId } });
    if (organization.mfaRequiredRoles.includes(user.role)) {
      throw new AppError("forbidden", "Your organization asks for a second factor in your role. You can replace it.");
    }
    await saveCredential(tx, user, { totpSecret: null, totpPending: null, recoveryHashes: [] });
    const after = await changeUser(tx, user, { mfaEnabled: false, updatedAt: ctx.now() });
    return { result: { id: user.id }, audit: [audited(userAggregate, user, after)] };
  },
});
