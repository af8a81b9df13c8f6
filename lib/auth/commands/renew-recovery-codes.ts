import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { userAggregate } from "../../people/aggregates.ts";
import { changeUser } from "../../people/change-user.ts";
import { saveCredential } from "../credential.ts";
import { ownUser } from "../own-account.ts";
import { hashRecoveryCode, newRecoveryCodes } from "../recovery-codes.ts";
import { NoInput, RecoveryCodesDto } from "../schema.ts";

/** Makes ten new recovery codes; the old ones stop working. */
export const renewRecoveryCodes = defineCommand({
  name: "recovery_codes.renew",
  summary: "Make new recovery codes for oneself",
  permission: "self:manage",
  reauthenticate: true,
  input: NoInput,
  output: RecoveryCodesDto,
  http: "POST /second-factor/recovery-codes",
  concurrency: "merge",
  load: ownUser,
  async run({ tx, target: user, ctx }) {
    if (!user.mfaEnabled) throw new AppError("conflict", "Set up a second factor first.");
    const recoveryCodes = newRecoveryCodes();
    await saveCredential(tx, user, { recoveryHashes: recoveryCodes.map(hashRecoveryCode) });
    const after = await changeUser(tx, user, { updatedAt: ctx.now() });
    return { result: { recoveryCodes }, audit: [audited(userAggregate, user, after)] };
  },
});
