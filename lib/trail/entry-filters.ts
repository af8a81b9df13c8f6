import type { EntryFilter } from "./entry-source.ts";

const conditions = {
  actor: "e.actor_ref = ?",
  action: "e.action = ?",
  entityType: "e.entity_type = ?",
  entityId: "e.entity_id = ?",
  from: "e.created_at >= ?::timestamptz",
  to: "e.created_at < ?::timestamptz",
} as const;

export type EntryFields = { [Field in keyof typeof conditions]?: string | undefined };

/** The conditions of a list of entries over `e`, one for each field that is given. */
export function entryFilters(input: EntryFields): EntryFilter[] {
  return Object.entries(conditions).flatMap(([field, sql]): EntryFilter[] => {
    const value = input[field as keyof typeof conditions];
    return value === undefined || value === "" ? [] : [{ sql, value }];
  });
}
