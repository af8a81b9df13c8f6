import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import type { Role } from "../../kernel/policy.ts";
import { userAggregate } from "../aggregates.ts";
import { changeUser, loadUser } from "../change-user.ts";
import { keepAnAdministrator } from "../keep-an-administrator.ts";
import { requireMayGiveRole } from "../role-rules.ts";
import { ChangeRoleInput, UserDto } from "../schema.ts";
import { toUserDto } from "../user-dto.ts";

/** Gives a person another role; it holds from their next request on. */
export const changeRole = defineCommand({
  name: "user.change_role",
  summary: "Give a person another role",
  permission: "people:manage",
  input: ChangeRoleInput,
  output: UserDto,
  http: "POST /users/{id}/change-role",
  reauthenticate: true,
  load: ({ tx, input, ctx }) => loadUser(tx, ctx.orgId, input.id),
  authorize: ({ actor, input, target }) =>
    requireMayGiveRole(actor, input.role, { id: target.id, role: target.role as Role }),
  async run({ tx, input, target, ctx }) {
    if (input.role !== "administrator") await keepAnAdministrator(tx, ctx.orgId, target.id);
    const after = await changeUser(tx, target, { role: input.role, updatedAt: ctx.now() }, input.expectedVersion);
    return { result: toUserDto(after), audit: [audited(userAggregate, target, after)] };
  },
});
