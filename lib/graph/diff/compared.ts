import type { Diagram } from "../diagram.ts";
import type { Change, ChangedPart } from "./schema.ts";

/** Two versions of one diagram, as the comparisons of its parts take them. */
export type Versions = { diagramId: string; before: Diagram; after: Diagram };

export type Pairs<Value> = { added: Value[]; removed: Value[]; both: { was: Value; is: Value }[] };

/** Sorts things of two versions by what became of them, each list in the order of ids. */
export function pairsOf<Value>(before: ReadonlyMap<string, Value>, after: ReadonlyMap<string, Value>): Pairs<Value> {
  const result: Pairs<Value> = { added: [], removed: [], both: [] };
  for (const id of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [was, is] = [before.get(id), after.get(id)];
    if (was === undefined && is !== undefined) result.added.push(is);
    else if (was !== undefined && is === undefined) result.removed.push(was);
    else if (was !== undefined && is !== undefined) result.both.push({ was, is });
  }
  return result;
}

/** What a change says beside what it is about. */
export type Said = Pick<Change, "kind" | "weight" | "words">;

/** Whom a change is about. */
export type Subject = { part: ChangedPart; id: string; diagramId: string | null; name: string };

/** A change from what it says and what it is about. */
export function changeOf(subject: Subject, said: Said): Change {
  const mark = said.kind === "added" || said.kind === "removed" ? said.kind : "changed";
  const { part, id, diagramId, name } = subject;
  return { kind: said.kind, mark, part, id, diagramId, name, weight: said.weight, words: said.words };
}
