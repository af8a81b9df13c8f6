import { env } from "../env.ts";

const HOUR_MS = 3600_000;

export const INVITATION_VALID_MS = 7 * 24 * HOUR_MS;
/** Links that an administrator hands over; those asked for at the sign-in page live an hour. */
export const ADMIN_LINK_VALID_MS = 24 * HOUR_MS;
export const MAILED_LINK_VALID_MS = HOUR_MS;

/** What a one-time link of a person is for, as `one_time_link.purpose` says it. */
export const RESET_PURPOSE = "reset_password";

function link(path: string, token: string): string {
  return `${env().MODELKEEP_URL.replace(/\/+$/, "")}${path}?token=${token}`;
}

/** Where an invited person chooses name and password. */
export function invitationLink(token: string): string {
  return link("/invitation", token);
}

/** Where a person chooses a new password. */
export function resetLink(token: string): string {
  return link("/reset-password", token);
}
