import type { ParkedBatch } from "./schema.ts";

export type ParkedRow = {
  id: string;
  source: string;
  received_at: Date;
  parked_at: Date;
  events: number;
  tries: number;
  reason: string;
};

/** The columns of a parked batch, without what it holds. */
export const PARKED_COLUMNS = "id::text as id, source, received_at, parked_at, events, tries, reason";

/** A parked batch as people see it. */
export const toParked = (row: ParkedRow): ParkedBatch => ({
  id: row.id,
  source: row.source,
  receivedAt: row.received_at.toISOString(),
  parkedAt: row.parked_at.toISOString(),
  events: row.events,
  tries: row.tries,
  reason: row.reason,
});
