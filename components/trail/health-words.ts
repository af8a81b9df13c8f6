import type { SealState } from "@/components/ui/seal-mark.tsx";
import type { LogHealth } from "@/lib/transparency/schema.ts";
import { shortSpan } from "./entry-time.ts";

export type HealthWords = { state: SealState; title: string; detail: string; tone: "green" | "amber" | "red" };

type Health = Pick<LogHealth, "size" | "queued" | "oldestQueuedSeconds" | "checkpoint" | "witnesses" | "frozen">;

/** Entries may wait this long before it is said: a worker that starts takes a moment. */
const PATIENCE_S = 30;

const entries = (count: number): string =>
  count === 1 ? "1 entry waits" : `${count.toLocaleString("en")} entries wait`;

function witnessed(health: Health): { state: SealState; words: string } {
  const active = health.witnesses.filter(({ state }) => state === "active");
  if (active.length === 0) return { state: "sealed", words: "No witness is set up" };
  const size = health.checkpoint?.size ?? 0;
  const signed = active.filter((each) => (each.size ?? 0) >= size).length;
  const all = String(active.length);
  if (signed > 0) return { state: "witnessed", words: `Witnessed by ${String(signed)} of ${all}` };
  return { state: "sealed", words: `Not witnessed yet, 0 of ${all}` };
}

/** The trail's health in two short lines. `nowMs` is null until the browser's clock is known. */
export function healthWords(health: Health, nowMs: number | null, alarm = false): HealthWords {
  const { checkpoint, frozen, queued, oldestQueuedSeconds } = health;
  if (alarm)
    return {
      state: "committed",
      tone: "red",
      title: "The log contradicts itself",
      detail: "See what this browser saw",
    };
  if (frozen !== null)
    return {
      state: "committed",
      tone: "red",
      title: "Sealing has stopped",
      detail: queued > 0 ? entries(queued) : "See why",
    };
  if (checkpoint === null) {
    return {
      state: "committed",
      tone: "amber",
      title: "Not sealed yet",
      detail: queued > 0 ? entries(queued) : "No entry yet",
    };
  }
  const { state, words } = witnessed(health);
  const late = queued > 0 && (oldestQueuedSeconds ?? 0) > PATIENCE_S;
  if (late) {
    const detail = `The oldest for ${shortSpan(oldestQueuedSeconds ?? 0)}`;
    return { state: "committed", tone: "amber", title: entries(queued), detail };
  }
  const ago = nowMs === null ? null : (nowMs - new Date(checkpoint.signedAt).getTime()) / 1000;
  const title = ago === null ? "Sealed" : `Sealed ${shortSpan(ago)} ago`;
  return { state, tone: "green", title, detail: words };
}
