import { decodeBase64 } from "@/lib/merkle/base64.ts";
import type { LogCrypto } from "@/lib/merkle/log-crypto.ts";
import { judgeCheckpoint } from "@/lib/trail-check/judge-checkpoint.ts";
import type { LogMemory } from "./reader-memory.ts";

/** What a visit found. `since` is when this browser last looked; `alarm` is kept with both checkpoints. */
export type Visit =
  | { kind: "waiting" }
  | { kind: "first"; size: number; kept: boolean }
  | { kind: "same" | "grew"; size: number; from: number; since: string }
  | { kind: "alarm"; words: string; remembered: Uint8Array; shown: Uint8Array; since: string };

/** What a visit needs from outside, so that it can be tested without a server. */
export type VisitDoors = {
  crypto: LogCrypto;
  health: () => Promise<{ origin: string; vkey: string | null; logUrl: string; checkpoint: object | null }>;
  note: (logUrl: string) => Promise<Uint8Array>;
  consistency: (from: number, to: number) => Promise<string[]>;
  read: (origin: string) => LogMemory | null;
  write: (origin: string, memory: LogMemory) => boolean;
  now: () => string;
};

/**
 * One visit of this reader as a witness. The memory is read before the checkpoint is fetched: another tab may learn of a
 * larger log meanwhile, and an honest log is then never mistaken for one that was rolled back. A checkpoint that
 * contradicts the memory is kept beside it as an alarm, never instead of it.
 */
export async function visitLog(doors: VisitDoors): Promise<Visit> {
  const { origin } = await doors.health();
  const memory = doors.read(origin);
  if (memory?.alarm !== undefined) {
    const { words, note } = memory.alarm;
    return { kind: "alarm", words, remembered: memory.note, shown: note, since: memory.seenAt };
  }
  const health = await doors.health();
  if (health.vkey === null || health.checkpoint === null || health.origin !== origin) return { kind: "waiting" };
  const shown = { origin, vkey: health.vkey, note: await doors.note(health.logUrl) };
  let verdict = judgeCheckpoint(doors.crypto, memory, shown, null);
  if (verdict.kind === "unproven") {
    const proof = await doors.consistency(verdict.from, verdict.size);
    verdict = judgeCheckpoint(doors.crypto, memory, shown, proof.map(decodeBase64));
  }
  const at = doors.now();
  if (verdict.kind === "first") {
    return {
      kind: "first",
      size: verdict.size,
      kept: doors.write(origin, { vkey: shown.vkey, note: shown.note, seenAt: at }),
    };
  }
  if (verdict.kind === "same" || verdict.kind === "grew") {
    doors.write(origin, { vkey: shown.vkey, note: shown.note, seenAt: at });
    const { kind, size } = verdict;
    return { kind, size, from: verdict.kind === "grew" ? verdict.from : size, since: memory?.seenAt ?? at };
  }
  const words = "words" in verdict ? verdict.words : "The checkpoint could not be verified.";
  const since = memory?.seenAt ?? at;
  if (memory !== null) doors.write(origin, { ...memory, alarm: { words, note: shown.note, at } });
  return { kind: "alarm", words, remembered: memory?.note ?? new Uint8Array(0), shown: shown.note, since };
}
