import type { TrailEntry } from "../trail/schema.ts";
import type { SourceEntry } from "./schema.ts";

/** What is said of the entry that something comes from. */
export function sourceEntry(entry: TrailEntry): SourceEntry {
  const { uuid, version, action, at, actor, reason, index, state, witnessedBy } = entry;
  return { uuid, version, action, at, by: actor.name, reason, index, state, witnessedBy };
}
