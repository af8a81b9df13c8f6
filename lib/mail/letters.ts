import { compose } from "./compose.ts";
import type { Letter } from "./letter.ts";

const day = (iso: string): string => `${iso.slice(0, 16).replace("T", " ")} UTC`;

type Invitation = {
  to: string;
  organization: string;
  invitedBy: string | null;
  role: string;
  url: string;
  expiresAt: string;
};

/** Asks somebody to join. */
export function invitationLetter({ to, organization, invitedBy, role, url, expiresAt }: Invitation): Letter {
  const who = invitedBy === null ? "You are invited" : `${invitedBy} invites you`;
  return compose({
    to,
    subject: `Join ${organization} on Modelkeep`,
    body: [
      `${who} to join ${organization} on Modelkeep, where it keeps its models, their risks and the record of decisions about them.`,
      `Your role will be ${role}. The link works once, until ${day(expiresAt)}.`,
    ],
    action: { label: "Accept the invitation", url },
    footer: "You were not expecting this? Then ignore it: without the link nothing happens.",
  });
}

type Reset = { to: string; name: string; url: string; expiresAt: string; askedBy: "person" | "administrator" };

/** Gives a person the link to choose a new password. */
export function resetLetter({ to, name, url, expiresAt, askedBy }: Reset): Letter {
  const why =
    askedBy === "person"
      ? "A new password was asked for with your e-mail address."
      : "An administrator made a link for you to choose a new password.";
  return compose({
    to,
    subject: "Choose a new Modelkeep password",
    body: [`Hello ${name},`, `${why} The link works once, until ${day(expiresAt)}.`],
    action: { label: "Choose a new password", url },
    footer: "It was not you? Then ignore this letter: your password stays as it is.",
  });
}

type Note = { to: string; title: string; detail: string; url: string; label?: string };

/** Tells a person what waits for them in the application. */
export function notificationLetter({ to, title, detail, url, label = "Open My work" }: Note): Letter {
  return compose({
    to,
    subject: title,
    body: [title, ...(detail === "" ? [] : [detail])],
    action: { label, url },
    footer: "Modelkeep sends this because you have a part in it.",
  });
}

/** Tells a mailbox of an alert: it is somebody's on duty, or a list's. */
export function alertLetter({
  to,
  title,
  lines,
  url,
}: {
  to: string;
  title: string;
  lines: readonly string[];
  url: string;
}): Letter {
  return compose({
    to,
    subject: title,
    body: [title, ...lines],
    action: { label: "Open in Modelkeep", url },
    footer: "Modelkeep sends alerts here because somebody set this address up as a channel.",
  });
}
