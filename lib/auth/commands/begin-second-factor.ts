import { toDataURL } from "qrcode";
import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { userAggregate } from "../../people/aggregates.ts";
import { changeUser } from "../../people/change-user.ts";
import { saveCredential } from "../credential.ts";
import { ownUser } from "../own-account.ts";
import { NoInput, SecondFactorDraftDto } from "../schema.ts";
import { newTotpSecret, sealTotpSecret, totpDetails } from "../second-factor.ts";

/** Makes a new secret for an authenticator app; it counts only once a code of it was confirmed. */
export const beginSecondFactor = defineCommand({
  name: "second_factor.begin",
  summary: "Begin to set up one's second factor",
  permission: "self:manage",
  reauthenticate: true,
  input: NoInput,
  output: SecondFactorDraftDto,
  http: "POST /second-factor/begin",
  concurrency: "merge",
  load: ownUser,
  async run({ tx, target: user, ctx }) {
    const secret = newTotpSecret();
    const details = totpDetails(secret, user.email);
    await saveCredential(tx, user, { totpPending: sealTotpSecret(secret, user.id) });
    const after = await changeUser(tx, user, { updatedAt: ctx.now() });
    const qr = await toDataURL(details.uri, { errorCorrectionLevel: "M", margin: 2, width: 208 });
    return { result: { ...details, qr }, audit: [audited(userAggregate, user, after)] };
  },
});
