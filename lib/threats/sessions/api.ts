import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../../http/client.ts";
import { z } from "../../zod.ts";
import {
  DoorDto,
  OpenedLinkDto,
  RunningSessionDto,
  SessionDto,
  SessionListDto,
  type AddNoteInput,
  type CastVoteInput,
  type KnockInput,
  type OpenVoteInput,
  type StartSessionInput,
  type SteerSessionInput,
} from "./schema.ts";

const ASK_EVERY_MS = 2_000;

/**
 * Under the word of sessions: live events fetch it again. Guests hear no events and votes leave none, so guests, and everybody
 * while a vote is open, ask now and then.
 */
export const runningSessionQuery = (diagramId: string, options: { asGuest?: boolean } = {}) =>
  queryOptions({
    queryKey: ["threat_session", "running", diagramId],
    queryFn: ({ signal }) => apiFetch(`/diagrams/${diagramId}/session`, { schema: RunningSessionDto, signal }),
    refetchInterval: ({ state }) =>
      options.asGuest === true || state.data?.session?.vote?.state === "open" ? ASK_EVERY_MS : false,
  });

export const sessionsQuery = (threatModelId: string) =>
  queryOptions({
    queryKey: ["threat_session", "list", threatModelId],
    queryFn: ({ signal }) => apiFetch(`/threat-models/${threatModelId}/sessions`, { schema: SessionListDto, signal }),
  });

const at = (id: string, what: string): string => `/threat-sessions/${id}${what}`;
const session = { schema: SessionDto, method: "POST" } as const;

export const startSession = ({ id, ...body }: z.input<typeof StartSessionInput>) =>
  apiFetch(`/diagrams/${id}/sessions`, { ...session, body });
export const steerSession = ({ id, ...body }: z.input<typeof SteerSessionInput>) =>
  apiFetch(at(id, "/steer"), { ...session, body });
export const openLink = (id: string, hours: number) =>
  apiFetch(at(id, "/link"), { schema: OpenedLinkDto, method: "POST", body: { hours } });
export const closeLink = (id: string) => apiFetch(at(id, "/link"), { schema: SessionDto, method: "DELETE", body: {} });
export const admitGuest = (id: string, guestId: string, admit: boolean) =>
  apiFetch(at(id, `/guests/${guestId}`), { ...session, body: { admit } });
export const addNote = ({ id, ...body }: z.input<typeof AddNoteInput>) =>
  apiFetch(at(id, "/notes"), { ...session, body });
export const closeNote = (id: string, noteId: string, done: boolean) =>
  apiFetch(at(id, `/notes/${noteId}`), { ...session, body: { done } });
export const openVote = ({ id, ...body }: z.input<typeof OpenVoteInput>) =>
  apiFetch(at(id, "/votes"), { ...session, body });
export const showVote = (id: string) => apiFetch(at(id, "/votes/show"), { ...session, body: {} });
export const castVote = ({ id, ...body }: z.input<typeof CastVoteInput>) =>
  apiFetch(at(id, "/ballots"), { ...session, body });
export const endSession = (id: string) => apiFetch(at(id, "/end"), { ...session, body: {} });

export const knockAtSession = (body: z.input<typeof KnockInput>) =>
  apiFetch("/threat-sessions/knock", { schema: z.strictObject({ session: z.string() }), method: "POST", body });
export const doorQuery = () =>
  queryOptions({
    queryKey: ["door"],
    queryFn: ({ signal }) => apiFetch("/threat-sessions/door", { schema: DoorDto, signal }),
    refetchInterval: ASK_EVERY_MS,
    retry: false,
  });
