import { line } from "../../kernel/text-schema.ts";
import { z } from "../../zod.ts";

const Id = z.uuid();
const Moment = z.iso.datetime();
const Rating = z.int().min(1).max(5);

export const AgendaStep = z.strictObject({
  title: line(120).min(1, "A step needs a name."),
  minutes: z.int().min(1, "A step takes at least a minute.").max(480, "A step takes at most eight hours."),
});
const Agenda = z.array(AgendaStep).min(1, "An agenda has at least one step.").max(20, "At most 20 steps.");

export const StartSessionInput = z.strictObject({
  id: Id.describe("The diagram that people gather around"),
  title: line(200).min(1, "Give the session a name."),
  agenda: Agenda.optional().describe("Its steps; the usual five when left out"),
});

export const SteerSessionInput = z.strictObject({
  id: Id,
  step: z.int().min(0).max(19).optional().describe("The step that begins now, from 0"),
  paused: z.boolean().optional().describe("Whether the clock stands"),
  leads: z.boolean().optional().describe("Whether everybody sees what the facilitator looks at"),
  facilitatorId: Id.optional().describe("Hands the session to somebody else"),
});

export const SessionIdInput = z.strictObject({ id: Id });

export const OpenLinkInput = z.strictObject({
  id: Id,
  hours: z.int().min(1).max(24, "A join link lives at most 24 hours.").default(4),
});
export const OpenedLinkDto = z.strictObject({
  url: z.string().describe("Shown once: only its hash is kept"),
  expiresAt: Moment,
});

export const KnockInput = z.strictObject({
  token: z.string().min(20).max(200),
  name: line(80).min(1, "Say who you are."),
});
export const KnockedDto = z.strictObject({
  key: z.string().describe("Proves to the door who knocked; a cookie for browsers"),
  session: z.string(),
});

export const AdmitGuestInput = z.strictObject({ id: Id, guestId: Id, admit: z.boolean() });

export const AddNoteInput = z.strictObject({
  id: Id,
  kind: z.enum(["parking", "decision"]),
  body: line(1000).min(1, "Say it in a sentence."),
});
export const CloseNoteInput = z.strictObject({ id: Id, noteId: Id, done: z.boolean() });

const Subject = z.strictObject({
  title: line(300).min(1).describe("What is voted on"),
  threatId: Id.nullable().default(null).describe("The threat in the register, when it is one"),
  about: line(200).default(""),
});
export const OpenVoteInput = z.strictObject({ id: Id, subject: Subject });
export const CastVoteInput = z.strictObject({ id: Id, round: Id, likelihood: Rating, impact: Rating });

const Ballot = z.strictObject({ name: z.string(), likelihood: Rating, impact: Rating });
const Spread = z.strictObject({ median: z.number(), low: Rating, high: Rating }).nullable();
/** The vote of a session as its row keeps it. */
export const Vote = z.strictObject({
  round: Id,
  subject: Subject,
  state: z.enum(["open", "shown"]),
  openedAt: Moment,
  ballots: z.array(Ballot).describe("Empty until shown"),
  likelihood: Spread,
  impact: Spread,
});
export type Vote = z.infer<typeof Vote>;

const Note = z.strictObject({
  id: Id,
  kind: z.enum(["parking", "decision"]),
  body: z.string(),
  author: z.string(),
  done: z.boolean(),
  at: Moment,
});

export const Summary = z.strictObject({
  minutes: z.int(),
  participants: z.array(z.strictObject({ name: z.string(), guest: z.boolean() })),
  batches: z.int().describe("Changes of the diagram"),
  added: z.strictObject({ zones: z.int(), elements: z.int(), flows: z.int() }),
  removed: z.strictObject({ zones: z.int(), elements: z.int(), flows: z.int() }),
  changed: z.int().describe("Elements, flows and zones that were changed and not added or removed"),
  threats: z.array(z.strictObject({ id: Id, title: z.string(), state: z.string(), severity: z.string() })),
  votes: z.array(Vote),
});
export type Summary = z.infer<typeof Summary>;

export const SessionDto = z.strictObject({
  id: Id,
  threatModelId: Id,
  diagramId: Id,
  title: z.string(),
  state: z.enum(["running", "ended"]),
  facilitator: z.strictObject({ id: Id, name: z.string() }),
  agenda: z.array(AgendaStep),
  step: z.int(),
  stepStartedAt: Moment.nullable(),
  pausedAt: Moment.nullable(),
  pausedMs: z.int(),
  leads: z.boolean(),
  link: z.strictObject({ expiresAt: Moment }).nullable().describe("Whether a join link is open"),
  guests: z.array(
    z.strictObject({ id: Id, name: z.string(), state: z.enum(["waiting", "admitted", "refused", "left"]) }),
  ),
  vote: Vote.nullable(),
  voted: z.array(z.string()).describe("Names of who has voted in the open round"),
  myVote: z.strictObject({ likelihood: Rating, impact: Rating }).nullable(),
  notes: z.array(Note),
  summary: Summary.nullable(),
  startedAt: Moment,
  endedAt: Moment.nullable(),
  version: z.int(),
  abilities: z.strictObject({ steer: z.boolean(), contribute: z.boolean() }),
});
export type SessionDto = z.infer<typeof SessionDto>;

export const RunningSessionInput = z.strictObject({ id: Id.describe("The diagram") });
export const RunningSessionDto = z.strictObject({ session: SessionDto.nullable() });

export const ListSessionsInput = z.strictObject({
  id: Id.describe("The threat model"),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const SessionListDto = z.strictObject({
  items: z.array(
    z.strictObject({
      id: Id,
      title: z.string(),
      state: z.enum(["running", "ended"]),
      facilitator: z.string(),
      diagram: z.strictObject({ id: Id, name: z.string() }),
      summary: Summary.nullable(),
      startedAt: Moment,
      endedAt: Moment.nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const DoorInput = z.strictObject({ key: z.string().min(20).max(200) });
export const DoorDto = z.strictObject({
  state: z.enum(["waiting", "admitted", "refused", "left", "ended"]),
  name: z.string(),
  session: z.string(),
  diagramId: Id.nullable(),
  guestId: Id,
});
export const LinkInput = z.strictObject({ token: z.string().min(20).max(200) });
export const LinkDto = z.strictObject({ session: z.string(), organization: z.string() });
