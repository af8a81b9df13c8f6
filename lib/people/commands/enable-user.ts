import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { userAggregate } from "../aggregates.ts";
import { changeUser, loadUser } from "../change-user.ts";
import { UserDto, UserIdInput } from "../schema.ts";
import { toUserDto } from "../user-dto.ts";

/** Lets a disabled person in again, with the role and the password they had. */
export const enableUser = defineCommand({
  name: "user.enable",
  summary: "Let a disabled person in again",
  permission: "people:manage",
  input: UserIdInput,
  output: UserDto,
  http: "POST /users/{id}/enable",
  reauthenticate: true,
  load: ({ tx, input, ctx }) => loadUser(tx, ctx.orgId, input.id),
  authorize({ target }) {
    if (target.state === "active") throw new AppError("precondition_failed", "This account is not disabled.");
  },
  async run({ tx, target, ctx }) {
    const after = await changeUser(tx, target, { state: "active", disabledAt: null, updatedAt: ctx.now() });
    return { result: toUserDto(after), audit: [audited(userAggregate, target, after)] };
  },
});
