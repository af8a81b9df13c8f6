import {
  apiKeyAggregate,
  invitationAggregate,
  organizationAggregate,
  sessionAggregate,
  userAggregate,
} from "./aggregates.ts";
import { acceptInvitation } from "./commands/accept-invitation.ts";
import { changeRole } from "./commands/change-role.ts";
import { createKey } from "./commands/create-key.ts";
import { createOrganization } from "./commands/create-organization.ts";
import { createResetLink } from "./commands/create-reset-link.ts";
import { createUser } from "./commands/create-user.ts";
import { disableUser } from "./commands/disable-user.ts";
import { enableUser } from "./commands/enable-user.ts";
import { inviteUser } from "./commands/invite-user.ts";
import { requestReset } from "./commands/request-reset.ts";
import { resetSecondFactor } from "./commands/reset-second-factor.ts";
import { revokeInvitation } from "./commands/revoke-invitation.ts";
import { revokeKey } from "./commands/revoke-key.ts";
import { sendResetLink } from "./commands/send-reset-link.ts";
import { updateOrganization } from "./commands/update-organization.ts";
import { updateProfile } from "./commands/update-profile.ts";
import { peopleEraser } from "./eraser.ts";
import { answerResetRequest } from "./jobs.ts";
import { listInvitations } from "./queries/list-invitations.ts";
import { listKeys } from "./queries/list-keys.ts";
import { listSessions } from "./queries/list-sessions.ts";
import { listUsers } from "./queries/list-users.ts";
import { readInvitation } from "./queries/read-invitation.ts";
import { readMe } from "./queries/read-me.ts";
import { readOrganization } from "./queries/read-organization.ts";
import { readUser } from "./queries/read-user.ts";

/** Everything of this domain for the registry. */
export const people = {
  aggregates: [apiKeyAggregate, invitationAggregate, organizationAggregate, sessionAggregate, userAggregate],
  commands: [
    acceptInvitation,
    changeRole,
    createKey,
    createOrganization,
    createResetLink,
    createUser,
    disableUser,
    enableUser,
    inviteUser,
    resetSecondFactor,
    revokeInvitation,
    revokeKey,
    sendResetLink,
    updateOrganization,
    updateProfile,
  ],
  scratches: [requestReset],
  queries: [listInvitations, listKeys, listSessions, listUsers, readInvitation, readMe, readOrganization, readUser],
  jobs: [answerResetRequest],
  erasers: [peopleEraser],
} as const;
