import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { userAggregate } from "../../people/aggregates.ts";
import { changeUser } from "../../people/change-user.ts";
import { linkTo } from "../link-identity.ts";
import { ownUser } from "../own-account.ts";
import { AccountDto, LinkIdentityInput } from "../schema.ts";

/** Ties an identity that single sign-on just proved to the signed-in person. */
export const linkIdentity = defineCommand({
  name: "identity.link",
  summary: "Tie an identity of single sign-on to one's own account",
  permission: "self:manage",
  reauthenticate: true,
  input: LinkIdentityInput,
  output: AccountDto,
  concurrency: "merge",
  load: ownUser,
  async run({ tx, input, target: user, ctx }) {
    await linkTo({ tx, ctx }, user, input);
    const after = await changeUser(tx, user, { updatedAt: ctx.now() });
    return { result: { id: user.id }, audit: [audited(userAggregate, user, after)] };
  },
});
