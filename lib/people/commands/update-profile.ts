import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { userAggregate } from "../aggregates.ts";
import { changeUser, loadUser } from "../change-user.ts";
import { UpdateProfileInput, UserDto } from "../schema.ts";
import { toUserDto } from "../user-dto.ts";

/** Changes one's own name. */
export const updateProfile = defineCommand({
  name: "user.update_profile",
  summary: "Change one's own name",
  permission: "self:manage",
  input: UpdateProfileInput,
  output: UserDto,
  http: "PATCH /users/me",
  load({ tx, ctx }) {
    if (ctx.actor.type !== "user") throw new AppError("forbidden", "Only a person has a profile.");
    return loadUser(tx, ctx.orgId, ctx.actor.id);
  },
  async run({ tx, input, target, ctx }) {
    const after = await changeUser(tx, target, { name: input.name, updatedAt: ctx.now() }, input.expectedVersion);
    return { result: toUserDto(after), audit: [audited(userAggregate, target, after)] };
  },
});
