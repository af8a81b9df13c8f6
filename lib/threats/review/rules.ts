import type { ReviewBasis, StaleReason } from "./schema.ts";

type BasisRecord = ReviewBasis["records"][number];

/** What a basis is compared with: the same things as they are now. */
export type BasisNow = {
  scope: ReviewBasis["scope"];
  /** By id; a record that is not there any more is missing. */
  records: ReadonlyMap<string, BasisRecord>;
  /** By model. */
  released: ReadonlyMap<string, ReviewBasis["released"][number]>;
};

const MOST_NAMED = 3;

/** A few names as a person lists them: "a, b and 2 more". */
export function someOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${String(more)} more`;
  if (shown.length < 2) return shown.join("");
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}

/** A field's name as words: personalData is "personal data". */
export function fieldWords(field: string): string {
  return field.replaceAll(/([A-Z])/g, " $1").toLowerCase();
}

/** The fields of a record whose print is another one now, as words. */
function changedFields(was: BasisRecord, is: BasisRecord): string[] {
  const fields = [...new Set([...Object.keys(was.fields), ...Object.keys(is.fields)])].sort();
  return fields.filter((field) => was.fields[field] !== is.fields[field]).map(fieldWords);
}

function recordReason(was: BasisRecord, is: BasisRecord | undefined): StaleReason[] {
  if (is === undefined) return [{ kind: "gone", words: `${was.name} is no longer in the inventory.` }];
  if (is.state !== was.state && (is.state === "archived" || is.state === "retired")) {
    return [{ kind: "archived", words: `${is.name} was ${is.state}.` }];
  }
  const fields = changedFields(was, is);
  if (fields.length === 0) return [];
  return [{ kind: "record", words: `The record of ${is.name} changed: ${someOf(fields)}.` }];
}

/** What of the things that a version rests on is another than it was, in sentences. */
export function basisReasons(was: ReviewBasis, now: BasisNow): StaleReason[] {
  const key = ({ type, id }: { type: string; id: string }): string => `${type} ${id}`;
  const [before, after] = [was.scope.map(key), now.scope.map(key)];
  const sameScope = before.length === after.length && before.every((one) => after.includes(one));
  const known = new Set([...was.released.map(({ versionId }) => versionId), ...was.records.map(({ id }) => id)]);
  const newer = [...now.released.values()].filter(({ versionId }) => !known.has(versionId));
  return [
    ...was.records.flatMap((record) => recordReason(record, now.records.get(record.id))),
    ...newer.map(({ model, label }) => ({
      kind: "release" as const,
      words: `${model} ${label} was released since it was submitted.`,
    })),
    ...(sameScope ? [] : [{ kind: "scope" as const, words: "What the threat model looks at changed." }]),
  ];
}

/** Assumptions whose day has passed, in a sentence each. */
export function assumptionReasons(assumptions: readonly { text: string; validUntil: string }[]): StaleReason[] {
  return assumptions.map(({ text, validUntil }) => ({
    kind: "assumption",
    words: `An assumption held until ${validUntil}: “${text.length > 120 ? `${text.slice(0, 119)}…` : text}”`,
  }));
}

/** When an approval is too old. */
export function approvalEnds(decidedAt: Date, reviewDays: number): Date {
  return new Date(decidedAt.getTime() + reviewDays * 86_400_000);
}

/** That an approval is older than it may be; empty while it is not. */
export function ageReasons(decidedAt: Date | null, reviewDays: number, now: Date): StaleReason[] {
  if (decidedAt === null || approvalEnds(decidedAt, reviewDays).getTime() >= now.getTime()) return [];
  const days = reviewDays === 1 ? "1 day" : `${reviewDays.toLocaleString("en-GB")} days`;
  return [{ kind: "age", words: `It was approved more than ${days} ago.` }];
}

/** That the content is another than what was submitted. */
export function contentReason(changes: readonly string[] | null): StaleReason {
  if (changes === null || changes.length === 0) {
    return { kind: "content", words: "Its diagrams or threats changed." };
  }
  const [first = ""] = changes;
  const more = changes.length - 1;
  const others =
    more === 0 ? "" : more === 1 ? ", and 1 more change" : `, and ${more.toLocaleString("en-GB")} more changes`;
  return { kind: "content", words: `${first}${others}.` };
}

/** The kinds of the tasks that reviews open. */
export const reviewTasks = { decide: "threat_review", again: "threat_review_again" } as const;
