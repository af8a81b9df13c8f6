import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { userAggregate } from "../../people/aggregates.ts";
import { insertUser } from "../../people/insert-user.ts";
import { linkTo } from "../link-identity.ts";
import { AccountDto, ProvisionUserInput } from "../schema.ts";

/** Makes the account of a person who signs in through single sign-on for the first time. */
export const provisionUser = defineCommand({
  name: "user.provision",
  summary: "Make the account of a person whom single sign-on sends",
  permission: "system:operate",
  input: ProvisionUserInput,
  output: AccountDto,
  async run({ tx, input, ctx }) {
    const { email, name, role } = input;
    const user = await insertUser(tx, ctx, { email, name, role });
    await linkTo({ tx, ctx }, user, input);
    return {
      result: { id: user.id },
      audit: [audited(userAggregate, null, user, { reason: "First single sign-on." })],
    };
  },
});
