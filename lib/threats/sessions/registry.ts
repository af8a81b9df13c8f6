import { admitGuest } from "./commands/admit-guest.ts";
import { addNote } from "./commands/add-note.ts";
import { closeLink } from "./commands/close-link.ts";
import { closeNote } from "./commands/close-note.ts";
import { endSession } from "./commands/end-session.ts";
import { knock } from "./commands/knock.ts";
import { openLink } from "./commands/open-link.ts";
import { openVote } from "./commands/open-vote.ts";
import { showVote } from "./commands/show-vote.ts";
import { startSession } from "./commands/start-session.ts";
import { steerSession } from "./commands/steer-session.ts";
import { castVote } from "./cast-vote.ts";
import { listSessions } from "./queries/list-sessions.ts";
import { readDoor } from "./queries/read-door.ts";
import { readLink } from "./queries/read-link.ts";
import { readSession } from "./queries/read-session.ts";
import { readRunningSession } from "./queries/running-session.ts";

/** Everything of sessions for the registry. */
export const sessions = {
  commands: [
    admitGuest,
    addNote,
    closeLink,
    closeNote,
    endSession,
    knock,
    openLink,
    openVote,
    showVote,
    startSession,
    steerSession,
  ],
  scratches: [castVote],
  queries: [listSessions, readDoor, readLink, readSession, readRunningSession],
} as const;
