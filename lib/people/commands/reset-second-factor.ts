import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { userAggregate } from "../aggregates.ts";
import { changeUser, loadUser } from "../change-user.ts";
import { endSessions } from "../end-sessions.ts";
import { UserDto, UserIdInput } from "../schema.ts";
import { toUserDto } from "../user-dto.ts";

/** Takes away a second factor that a person has lost; they sign in anew and set up another. */
export const resetSecondFactor = defineCommand({
  name: "user.reset_second_factor",
  summary: "Take away a person's lost second factor and end their sessions",
  permission: "people:manage",
  input: UserIdInput,
  output: UserDto,
  http: "POST /users/{id}/reset-second-factor",
  reauthenticate: true,
  load: ({ tx, input, ctx }) => loadUser(tx, ctx.orgId, input.id),
  authorize({ actor, target }) {
    if (actor.type === "user" && actor.id === target.id) {
      throw new AppError("forbidden", "Remove your own second factor on the security page.");
    }
    if (!target.mfaEnabled) throw new AppError("precondition_failed", "This person has no second factor.");
  },
  async run({ tx, target, ctx }) {
    const at = ctx.now();
    const after = await changeUser(tx, target, { mfaEnabled: false, updatedAt: at });
    await tx.userCredential.updateMany({
      where: { userId: target.id },
      data: { totpSecret: null, totpPending: null, recoveryHashes: [] },
    });
    const ended = await endSessions(tx, target.id, at, "The second factor was reset.");
    return { result: toUserDto(after), audit: [audited(userAggregate, target, after), ...ended] };
  },
});
