import { csvLine } from "../rules/csv/csv-line.ts";
import { entryWords, sentenceText, type Names } from "./rules.ts";
import type { TrailEntry } from "./schema.ts";

const columns = [
  "index",
  "state",
  "at",
  "actorType",
  "actorId",
  "actorName",
  "action",
  "what",
  "entityType",
  "entityId",
  "entityVersion",
  "entityLabel",
  "before",
  "after",
  "reason",
  "requestId",
  "uuid",
] as const;

/** The heading line of a CSV export. */
export const trailCsvHead: string = csvLine(columns);

function json(value: unknown): string {
  return value === null ? "" : JSON.stringify(value);
}

/** One entry as a line of CSV; images are JSON in a cell. */
export function trailCsvLine(entry: TrailEntry, names: Names): string {
  const { actor, entity } = entry;
  return csvLine([
    entry.index ?? "",
    entry.state,
    entry.at,
    actor.type,
    actor.ref,
    actor.name,
    entry.action,
    sentenceText(entryWords(entry, names)),
    entity.type,
    entity.id,
    entry.version,
    entity.label,
    json(entry.before),
    json(entry.after),
    entry.reason ?? "",
    entry.requestId,
    entry.uuid,
  ]);
}

/** One entry as a line of JSON, ended by LF. */
export function trailJsonLine(entry: TrailEntry): string {
  return `${JSON.stringify(entry)}\n`;
}
