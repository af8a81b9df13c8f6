import type { JsonObject } from "../audit/append.ts";

/** What the trail keeps of one kind of thing. `table` is where its live rows are, for the replay check. */
export type Aggregate<Row> = {
  type: string;
  table: string;
  /** Goes up by one whenever `image` changes shape. */
  schema: number;
  /** What people call one of these: "model", "API key". */
  label: string;
  /** The full image of a row: JSON values only, no secrets. */
  image: (row: Row) => JsonObject;
  /** Top-level fields of the image that speak of a person, and of whom. */
  personal?: { fields: readonly string[]; subjectId: (row: Row) => string };
};

/** Declares an aggregate; gives the compiler the row's type. */
export function defineAggregate<Row extends { id: string }>(aggregate: Aggregate<Row>): Aggregate<Row> {
  return aggregate;
}

/** One item of a command's account of what it changed. */
export type AuditItem = {
  entity: readonly [type: string, id: string];
  schema: number;
  before: JsonObject | null;
  after: JsonObject | null;
  /** When the entry's action is not the command's name. */
  action?: string;
  reason?: string;
  personal?: { subjectId: string; fields: readonly string[] };
};

type AuditOptions = { action?: string; reason?: string | undefined };

function extras(options: AuditOptions): { action?: string; reason?: string } {
  return {
    ...(options.action === undefined ? {} : { action: options.action }),
    ...(options.reason === undefined || options.reason === "" ? {} : { reason: options.reason }),
  };
}

function changedOnly(before: JsonObject, after: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(before).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(after[field])),
  );
}

/**
 * The account of one changed row: the full image after, and of the image before what differs. `before` is null for a new
 * row, `after` for a deleted one.
 */
export function audited<Row extends { id: string }>(
  aggregate: Aggregate<Row>,
  before: Row | null,
  after: Row | null,
  options: AuditOptions = {},
): AuditItem {
  const row = after ?? before;
  if (row === null) throw new Error("an audit item needs a row");
  const afterImage = after === null ? null : aggregate.image(after);
  const beforeImage = before === null ? null : aggregate.image(before);
  const personal = aggregate.personal;
  return {
    entity: [aggregate.type, row.id],
    schema: aggregate.schema,
    before: beforeImage !== null && afterImage !== null ? changedOnly(beforeImage, afterImage) : beforeImage,
    after: afterImage,
    ...extras(options),
    ...(personal === undefined ? {} : { personal: { subjectId: personal.subjectId(row), fields: personal.fields } }),
  };
}

/** The account of something that happened and has no row of its own: an export, refused permissions, failed sign-ins. */
export function noted(type: string, id: string, facts: JsonObject, options: AuditOptions = {}): AuditItem {
  return { entity: [type, id], schema: 1, before: null, after: facts, ...extras(options) };
}
