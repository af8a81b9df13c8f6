import type { Tx } from "../db/types.ts";
import { audited, type Aggregate, type AuditItem } from "./aggregate.ts";
import type { CommandContext } from "./context.ts";

/** Whom or what an erasure is about. */
export type ErasedSubject = {
  type: "user" | "invitation";
  id: string;
  /** Texts that identify the person, wherever they stand: the e-mail address, and what the administrator named. */
  texts: readonly string[];
};

type EraserArguments = { tx: Tx; ctx: CommandContext; subject: ErasedSubject };

/** How one domain forgets a person. */
export type Eraser = {
  /** Tables of the domain that may hold something personal. */
  tables: readonly string[];
  /** Other subjects under which values of the same person are encrypted. */
  subjects?: (args: EraserArguments) => Promise<string[]>;
  /** Takes the person out of the live rows; gives the account of the audited ones. */
  erase: (args: EraserArguments) => Promise<AuditItem[]>;
};

/** What stands where a text was taken out. */
export const ERASED_TEXT = "[erased]";

/** The text without any of the person's, whatever the case of letters; null stays null. */
export function redact<Text extends string | null>(text: Text, texts: readonly string[]): Text | string {
  if (text === null) return text;
  return texts.reduce((rest: string, word) => {
    const pattern = word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return rest.replaceAll(new RegExp(pattern, "giu"), ERASED_TEXT);
  }, text);
}

/** The value without any of the person's texts, whatever its shape; keys stay. */
export function redactAll(value: unknown, texts: readonly string[]): unknown {
  if (typeof value === "string") return redact(value, texts);
  if (Array.isArray(value)) return value.map((each) => redactAll(each, texts));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, redactAll(each, texts)]));
}

/** The account of a row out of which something was taken: like `audited`, but without the old values of these fields. */
export function erasedItem<Row extends { id: string }>(
  aggregate: Aggregate<Row>,
  change: { before: Row; after: Row; fields: readonly string[] },
): AuditItem {
  const item = audited(aggregate, change.before, change.after, { action: `${aggregate.type}.erase` });
  const kept = Object.entries(item.before ?? {}).filter(([field]) => !change.fields.includes(field));
  return { ...item, before: Object.fromEntries(kept) };
}
