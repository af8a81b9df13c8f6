import { z } from "@/lib/zod.ts";
import type { Batch } from "@/lib/graph/replica.ts";
import { Operation } from "@/lib/graph/schema.ts";

const Kept = z.array(z.strictObject({ id: z.uuid(), operations: z.array(Operation) }));
const PREFIX = "modelkeep.room";

const keyOf = (person: string, diagram: string, tab: string): string => `${PREFIX}.${person}.${diagram}.${tab}`;

/** Keeps what was not sent yet in this browser, per person, diagram and tab. Without storage it is kept in the page only. */
export function keepBatches(place: { person: string; diagram: string; tab: string }, pending: readonly Batch[]): void {
  try {
    const key = keyOf(place.person, place.diagram, place.tab);
    if (pending.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(pending));
  } catch {
    // Storage may be full or forbidden; the changes are still in the page.
  }
}

/** What earlier tabs of this person left unsent for a diagram, and where it lies. */
export type KeptBatches = { batches: Batch[]; keys: string[] };

/**
 * Reads what earlier tabs left unsent; it stays where it is until `forgetKept`. A batch that another open tab is sending as well
 * does no harm: the server takes each once.
 */
export function readKeptBatches(person: string, diagram: string): KeptBatches {
  try {
    const start = keyOf(person, diagram, "");
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(start));
    const batches = keys.flatMap((key) => {
      const parsed = Kept.safeParse(JSON.parse(localStorage.getItem(key) ?? "[]"));
      return parsed.success ? parsed.data : [];
    });
    return { batches, keys };
  } catch {
    return { batches: [], keys: [] };
  }
}

/** Lets go of what was read, once this tab keeps it under its own name. */
export function forgetKept({ keys }: KeptBatches): void {
  try {
    for (const key of keys) localStorage.removeItem(key);
  } catch {
    // What stays is sent again by the next tab, and taken once.
  }
}
