import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { invalid } from "../../kernel/errors.ts";
import { userAggregate } from "../../people/aggregates.ts";
import { changeUser } from "../../people/change-user.ts";
import { lockCredential, proveSecondFactor } from "../credential.ts";
import { ownUser, person } from "../own-account.ts";
import { changeSession, openSession } from "../own-session.ts";
import { verifyPassword } from "../password.ts";
import { ConfirmedDto, ReauthenticateInput } from "../schema.ts";

/** Confirms that the person in front of the session is still its person: by password, or by a code. */
export const reauthenticate = defineCommand({
  name: "session.reauthenticate",
  summary: "Confirm who one is before a delicate change",
  permission: "self:manage",
  input: ReauthenticateInput,
  output: ConfirmedDto,
  http: "POST /sessions/reauthenticate",
  concurrency: "merge",
  load: async ({ tx, ctx }) => ({
    user: await ownUser({ tx, ctx }),
    session: await openSession({ tx, ctx }, person(ctx.actor).sessionId),
  }),
  async run({ tx, input, target, ctx }) {
    const at = ctx.now();
    const { user, session } = target;
    const result = { confirmedAt: at.toISOString() };
    if (input.code === undefined) {
      const credential = await lockCredential(tx, user.id);
      const fits = await verifyPassword(credential?.passwordHash ?? null, input.password ?? "");
      if (!fits) invalid("password", "That password does not fit.");
      return { result, audit: [await changeSession(tx, session, { reauthAt: at })] };
    }
    const proof = await proveSecondFactor(tx, user, input.code, at);
    const sessionItem = await changeSession(tx, session, { reauthAt: at, mfaAt: at });
    if (proof.kind === "totp") return { result, audit: [sessionItem] };
    const after = await changeUser(tx, user, { updatedAt: at });
    return { result, audit: [sessionItem, audited(userAggregate, user, after, { action: "recovery_codes.use" })] };
  },
});
