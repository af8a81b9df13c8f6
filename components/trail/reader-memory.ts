import { decodeBase64, encodeBase64 } from "@/lib/merkle/base64.ts";
import type { RememberedCheckpoint } from "@/lib/trail-check/judge-checkpoint.ts";

/** What this browser keeps of a log. `alarm` stays until the log is left: it is evidence. */
export type LogMemory = RememberedCheckpoint & {
  seenAt: string;
  alarm?: { words: string; note: Uint8Array; at: string };
};

type Stored = { vkey: string; note: string; seenAt: string; alarm?: { words: string; note: string; at: string } };

const keyOf = (origin: string): string => `modelkeep.trail.${origin}`;

/** Reads the memory of a log; null on the first visit, or where the browser keeps nothing. */
export function readMemory(origin: string): LogMemory | null {
  try {
    const text = localStorage.getItem(keyOf(origin));
    if (text === null) return null;
    const { vkey, note, seenAt, alarm } = JSON.parse(text) as Stored;
    return {
      vkey,
      note: decodeBase64(note),
      seenAt,
      ...(alarm === undefined ? {} : { alarm: { ...alarm, note: decodeBase64(alarm.note) } }),
    };
  } catch {
    return null;
  }
}

/** Keeps a verified checkpoint, or an alarm beside the old one; false where the browser refuses to keep anything. */
export function writeMemory(origin: string, memory: LogMemory): boolean {
  const { vkey, note, seenAt, alarm } = memory;
  const stored: Stored = {
    vkey,
    note: encodeBase64(note),
    seenAt,
    ...(alarm === undefined ? {} : { alarm: { ...alarm, note: encodeBase64(alarm.note) } }),
  };
  try {
    localStorage.setItem(keyOf(origin), JSON.stringify(stored));
    return true;
  } catch {
    return false;
  }
}
