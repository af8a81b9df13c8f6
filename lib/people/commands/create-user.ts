import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { userAggregate } from "../aggregates.ts";
import { insertUser } from "../insert-user.ts";
import { issueResetLink } from "../issue-reset-link.ts";
import { ADMIN_LINK_VALID_MS } from "../links.ts";
import { requireMayGiveRole } from "../role-rules.ts";
import { CreatedUserDto, CreateUserInput } from "../schema.ts";
import { toUserDto } from "../user-dto.ts";

/** Adds a person at once, with a password, or with a one-time link to choose one. */
export const createUser = defineCommand({
  name: "user.create",
  summary: "Add a person; without a password the answer has a one-time link to choose one",
  permission: "people:manage",
  input: CreateUserInput,
  output: CreatedUserDto,
  http: "POST /users",
  reauthenticate: true,
  authorize: ({ actor, input }) => requireMayGiveRole(actor, input.role),
  async run({ tx, input, ctx }) {
    const user = await insertUser(tx, ctx, input);
    const link = input.password === undefined ? (await issueResetLink(tx, ctx, user, ADMIN_LINK_VALID_MS)).link : null;
    return { result: { user: toUserDto(user), link }, audit: [audited(userAggregate, null, user)] };
  },
});
