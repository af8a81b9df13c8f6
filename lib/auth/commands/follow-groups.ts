import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { userAggregate } from "../../people/aggregates.ts";
import { changeUser, loadUser } from "../../people/change-user.ts";
import { keepAnAdministrator } from "../../people/keep-an-administrator.ts";
import { AccountDto, FollowGroupsInput } from "../schema.ts";

/** Gives a person the role that their groups at single sign-on stand for now. The last administrator stays one. */
export const followGroups = defineCommand({
  name: "user.follow_groups",
  summary: "Give a person the role that their single sign-on groups stand for",
  permission: "system:operate",
  input: FollowGroupsInput,
  output: AccountDto,
  concurrency: "merge",
  load: async ({ tx, input, ctx }) => loadUser(tx, ctx.orgId, input.userId),
  async run({ tx, input, target: user, ctx }) {
    if (user.role === input.role) throw new AppError("conflict", "The role is that already.");
    if (user.role === "administrator") await keepAnAdministrator(tx, ctx.orgId, user.id);
    const after = await changeUser(tx, user, { role: input.role, updatedAt: ctx.now() });
    const reason = "Groups at single sign-on changed.";
    return { result: { id: user.id }, audit: [audited(userAggregate, user, after, { reason })] };
  },
});
