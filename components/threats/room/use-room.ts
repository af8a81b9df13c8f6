"use client";

import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { EditorPresence, Person, PresenceReport } from "@/components/diagram/editor-types.ts";
import { watchRoom } from "@/components/layout/live-events/watch-room.ts";
import { showPresence } from "@/lib/threats/api.ts";
import { RoomMessage, type DiagramDto, type PresenceDto } from "@/lib/threats/schema.ts";
import { forgetKept, keepBatches, readKeptBatches } from "./kept-batches.ts";
import { newUuid } from "./new-uuid.ts";
import { roomDoor } from "./room-door.ts";
import { RoomStore, type RoomNotice, type RoomState } from "./room-store.ts";

const HEARTBEAT_MS = 4_000;
const REPORT_MS = 120;
const COLOURS = 8;

/** Who is in the room on this browser. */
export type RoomSelf = { id: string; name: string; guest: boolean };

export type Room = {
  store: RoomStore;
  state: RoomState;
  /** This tab, as others see it. */
  tab: string;
  report: EditorPresence["report"];
};

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? "?") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : "")).toUpperCase();
}

/** The colour of a person, the same in every browser. */
function colourOf(person: string): number {
  let sum = 0;
  for (const character of person) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return sum % COLOURS;
}

/** Others in the room as the editor draws them; this tab is not among them. */
export function peopleIn(people: RoomState["people"], tab: string): Person[] {
  return people.flatMap((one) => (one.id === tab ? [] : [toPerson(one)]));
}

function toPerson({ id, person, name, state }: PresenceDto): Person {
  return {
    id,
    name,
    initials: initialsOf(name),
    colour: colourOf(person),
    cursor: state.cursor,
    selection: state.selection,
    viewport: state.viewport,
  };
}

/** What somebody looks at, for those who follow; nobody follows themselves. */
export function viewOf(people: RoomState["people"], person: string, self: string): PresenceDto["state"]["viewport"] {
  if (person === self) return null;
  return people.find((one) => one.person === person && one.state.viewport !== null)?.state.viewport ?? null;
}

type Reporter = { report: (state: PresenceReport) => void; stop: () => void };

/** Tells others where this tab points: at most eight times a second, and every few seconds that it is still there. */
function startReporting(diagram: string, tab: string): Reporter {
  let latest: PresenceReport = { cursor: null, selection: [], viewport: { x: 0, y: 0, width: 1, height: 1 } };
  let sentAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = (left = false): void => {
    clearTimeout(timer);
    timer = undefined;
    sentAt = Date.now();
    const { cursor, selection, viewport } = latest;
    // Where somebody points may get lost: the next report says it again.
    void showPresence(diagram, { tab, cursor, selection: [...selection].slice(0, 50), viewport, left }).catch(
      () => null,
    );
  };
  send();
  const heartbeat = setInterval(() => send(), HEARTBEAT_MS);
  return {
    report: (state) => {
      latest = state;
      timer ??= setTimeout(() => send(), Math.max(0, sentAt + REPORT_MS - Date.now()));
    },
    stop: () => {
      clearInterval(heartbeat);
      send(true);
    },
  };
}

/** Joins the room of a diagram: its store, kept up to date by the stream, and who else is there. */
export function useRoom(diagram: DiagramDto, self: RoomSelf, onNotice: (notice: RoomNotice) => void): Room {
  const [tab] = useState(newUuid);
  const [{ store, left }] = useState(() => {
    const keep = (pending: Parameters<typeof keepBatches>[1]) =>
      keepBatches({ person: self.id, diagram: diagram.id, tab }, pending);
    const left = readKeptBatches(self.id, diagram.id);
    const start = { content: diagram.content, seq: diagram.seq, kept: left.batches };
    return { store: new RoomStore(roomDoor(diagram.id, keep), start), left };
  });
  const reporter = useRef<Reporter | null>(null);
  const state = useSyncExternalStore(store.subscribe, store.state, store.state);
  useEffect(() => store.onNotice(onNotice), [store, onNotice]);
  useEffect(() => {
    const onMissed = () => void store.catchUp();
    const leave = watchRoom(
      diagram.id,
      (data) => {
        const message = RoomMessage.safeParse(JSON.parse(data));
        if (message.success && message.data.room === diagram.id) store.receive(message.data);
      },
      onMissed,
    );
    const reporting = startReporting(diagram.id, tab);
    reporter.current = reporting;
    const sweep = setInterval(() => store.sweep(), HEARTBEAT_MS);
    window.addEventListener("online", onMissed);
    window.addEventListener("pagehide", reporting.stop);
    store.start();
    forgetKept(left);
    onMissed();
    return () => {
      leave();
      reporting.stop();
      clearInterval(sweep);
      window.removeEventListener("online", onMissed);
      window.removeEventListener("pagehide", reporting.stop);
    };
  }, [diagram.id, store, left, tab]);
  const report = useMemo(() => (presence: PresenceReport) => reporter.current?.report(presence), []);
  return { store, state, tab, report };
}
