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

/**
 * Takes over what earlier tabs of this person left unsent for this diagram. A batch that another open tab is sending as well does
 * no harm: the server takes each once.
 */
export function takeKeptBatches(person: string, diagram: string): Batch[] {
  try {
    const start = keyOf(person, diagram, "");
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(start));
    return keys.flatMap((key) => {
      const parsed = Kept.safeParse(JSON.parse(localStorage.getItem(key) ?? "[]"));
      localStorage.removeItem(key);
      return parsed.success ? parsed.data : [];
    });
  } catch {
    return [];
  }
}
