import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { notFound } from "../../kernel/errors.ts";
import { AccountDto, FailedSignInInput } from "../schema.ts";

/** Writes that somebody failed to sign in as this person; called once an hour and account at most. */
export const noteFailedSignIn = defineCommand({
  name: "sign_in.fail",
  summary: "Note failed sign-ins of an account, once an hour",
  permission: "public:sign_in",
  input: FailedSignInInput,
  output: AccountDto,
  concurrency: "merge",
  organization: async ({ tx, input }) =>
    (await tx.user.findUnique({ where: { id: input.userId } }))?.orgId ?? notFound("person"),
  async run({ input }) {
    const { userId, hour, earlier } = input;
    return { result: { id: userId }, audit: [noted("sign_in_failure", userId, { userId, hour, earlier })] };
  },
});
