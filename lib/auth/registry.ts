import { acceptByIdentity } from "./commands/accept-by-identity.ts";
import { beginSecondFactor } from "./commands/begin-second-factor.ts";
import { changePassword } from "./commands/change-password.ts";
import { completeSetup } from "./commands/complete-setup.ts";
import { confirmSecondFactor } from "./commands/confirm-second-factor.ts";
import { endSession } from "./commands/end-session.ts";
import { followGroups } from "./commands/follow-groups.ts";
import { linkIdentity } from "./commands/link-identity.ts";
import { noteFailedSignIn } from "./commands/note-failed-sign-in.ts";
import { provisionUser } from "./commands/provision-user.ts";
import { reauthenticate } from "./commands/reauthenticate.ts";
import { removeSecondFactor } from "./commands/remove-second-factor.ts";
import { renewRecoveryCodes } from "./commands/renew-recovery-codes.ts";
import { resetPassword } from "./commands/reset-password.ts";
import { revokeAllSessions } from "./commands/revoke-all-sessions.ts";
import { revokeSession } from "./commands/revoke-session.ts";
import { startSession } from "./commands/start-session.ts";

/** Everything of this domain for the registry. */
export const auth = {
  commands: [
    acceptByIdentity,
    beginSecondFactor,
    changePassword,
    completeSetup,
    confirmSecondFactor,
    endSession,
    followGroups,
    linkIdentity,
    noteFailedSignIn,
    provisionUser,
    reauthenticate,
    removeSecondFactor,
    renewRecoveryCodes,
    resetPassword,
    revokeAllSessions,
    revokeSession,
    startSession,
  ],
} as const;
