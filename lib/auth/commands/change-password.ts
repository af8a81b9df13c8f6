import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { userAggregate } from "../../people/aggregates.ts";
import { changeUser } from "../../people/change-user.ts";
import { saveCredential } from "../credential.ts";
import { ownUser } from "../own-account.ts";
import { endOtherSessions } from "../own-session.ts";
import { hashPassword, requireGoodPassword } from "../password.ts";
import { AccountDto, ChangePasswordInput } from "../schema.ts";

/** Changes the acting person's password; their other sessions end. */
export const changePassword = defineCommand({
  name: "password.change",
  summary: "Change one's own password",
  permission: "self:manage",
  reauthenticate: true,
  input: ChangePasswordInput,
  output: AccountDto,
  http: "POST /password",
  concurrency: "merge",
  load: ownUser,
  async run({ tx, input, target: user, ctx }) {
    requireGoodPassword(input.password, [user.name, user.email]);
    const at = ctx.now();
    await saveCredential(tx, user, { passwordHash: await hashPassword(input.password), passwordChangedAt: at });
    const after = await changeUser(tx, user, { updatedAt: at });
    const ended = await endOtherSessions({ tx, ctx }, "the password changed");
    return { result: { id: user.id }, audit: [audited(userAggregate, user, after), ...ended] };
  },
});
