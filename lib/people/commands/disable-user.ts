import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { userAggregate } from "../aggregates.ts";
import { changeUser, loadUser } from "../change-user.ts";
import { endSessions } from "../end-sessions.ts";
import { endResetLinks } from "../issue-reset-link.ts";
import { userDisabled } from "../event-schema.ts";
import { keepAnAdministrator } from "../keep-an-administrator.ts";
import { UserDto, UserIdInput } from "../schema.ts";
import { toUserDto } from "../user-dto.ts";

/** Shuts a person out at once: their sessions end, their links are worthless, keys they made stop working. */
export const disableUser = defineCommand({
  name: "user.disable",
  summary: "Shut a person out at once and end their sessions",
  permission: "people:manage",
  input: UserIdInput,
  output: UserDto,
  http: "POST /users/{id}/disable",
  load: ({ tx, input, ctx }) => loadUser(tx, ctx.orgId, input.id),
  authorize({ actor, target }) {
    if (actor.type === "user" && actor.id === target.id) {
      throw new AppError("forbidden", "You cannot disable your own account. Ask another administrator.");
    }
    if (target.state === "disabled") throw new AppError("precondition_failed", "This account is disabled already.");
  },
  async run({ tx, target, ctx }) {
    const at = ctx.now();
    await keepAnAdministrator(tx, ctx.orgId, target.id);
    const after = await changeUser(tx, target, { state: "disabled", disabledAt: at, updatedAt: at });
    await endResetLinks(tx, target.id, at);
    const ended = await endSessions(tx, target.id, at, "The person was disabled.");
    ctx.enqueue(userDisabled, { orgId: ctx.orgId, userId: target.id });
    return { result: toUserDto(after), audit: [audited(userAggregate, target, after), ...ended] };
  },
});
