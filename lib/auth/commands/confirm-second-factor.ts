import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { userAggregate } from "../../people/aggregates.ts";
import { changeUser } from "../../people/change-user.ts";
import { lockCredential, saveCredential, spendTotpStep, wrongCode } from "../credential.ts";
import { ownUser, person } from "../own-account.ts";
import { changeSession, endOtherSessions, openSession } from "../own-session.ts";
import { hashRecoveryCode, newRecoveryCodes } from "../recovery-codes.ts";
import { ConfirmSecondFactorInput, RecoveryCodesDto } from "../schema.ts";
import { openTotpSecret, totpStep } from "../second-factor.ts";

/**
 * Switches the second factor on after the first code of the new secret. Sessions that were opened without it end; this one
 * counts as confirmed.
 */
export const confirmSecondFactor = defineCommand({
  name: "second_factor.confirm",
  summary: "Switch one's second factor on with its first code",
  permission: "self:manage",
  reauthenticate: true,
  input: ConfirmSecondFactorInput,
  output: RecoveryCodesDto,
  http: "POST /second-factor/confirm",
  concurrency: "merge",
  load: async ({ tx, ctx }) => ({
    user: await ownUser({ tx, ctx }),
    session: await openSession({ tx, ctx }, person(ctx.actor).sessionId),
  }),
  async run({ tx, input, target, ctx }) {
    const { user, session } = target;
    const at = ctx.now();
    const pending = (await lockCredential(tx, user.id))?.totpPending;
    if (pending == null) throw new AppError("conflict", "Begin the set-up again: there is no new secret to confirm.");
    const step = totpStep(openTotpSecret(pending, user.id), input.code, at.getTime());
    if (step === undefined) throw wrongCode();
    await spendTotpStep(tx, user, step);
    const recoveryCodes = newRecoveryCodes();
    const recoveryHashes = recoveryCodes.map(hashRecoveryCode);
    await saveCredential(tx, user, { totpSecret: pending, totpPending: null, recoveryHashes });
    const after = await changeUser(tx, user, { mfaEnabled: true, updatedAt: at });
    const sessionItem = await changeSession(tx, session, { mfaAt: at, reauthAt: at });
    const ended = await endOtherSessions({ tx, ctx }, "opened without the new second factor");
    return { result: { recoveryCodes }, audit: [audited(userAggregate, user, after), sessionItem, ...ended] };
  },
});
