import type { JsonValue } from "../json-value.ts";

const MOST_WORDS = 100;
const LONGEST_WORD = 120;
const LONGEST_PROSE = 50_000;

/** Longest one-line texts of the inventory, in characters; what is not named here may have several lines. */
const lineLengths: Readonly<Record<string, number>> = {
  name: 200,
  "fields.slug": 63,
  "fields.ownerEmail": 300,
  "fields.team": 120,
  "fields.provider": 200,
  "fields.licence": 200,
  "facts.source": 500,
  "facts.sourceUrl": 2000,
  "facts.licence": 200,
  "facts.retention": 500,
  "facts.label": 120,
  "facts.location": 2000,
  "facts.release": 120,
  "facts.purl": 500,
  "facts.supplier": 200,
  "facts.website": 2000,
  "facts.contact": 300,
  "facts.country": 120,
  "facts.endpoint": 2000,
  "facts.rateLimit": 200,
  "facts.region": 120,
  "facts.framework": 200,
  "facts.architecture": 200,
  "facts.sourceRevision": 200,
  "facts.trainingRun": 2000,
};

/** One line, trimmed: control characters, line breaks and runs of white space become one space; cut at `max` characters. */
export function oneLine(text: string, max = Number.POSITIVE_INFINITY): string {
  return cut(text.replace(/[\p{Cc}\s]+/gu, " ").trim(), max);
}

/** Several lines, trimmed, without control characters other than tab and line breaks; cut at `max` characters. */
export function prose(text: string, max = LONGEST_PROSE): string {
  return cut(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, " ").trim(), max);
}

/** Words, each once, none empty, at most 100 of at most 120 characters. */
export function words(values: readonly string[]): string[] {
  const fitted = values.map((value) => oneLine(value, LONGEST_WORD)).filter((value) => value !== "");
  return [...new Set(fitted)].slice(0, MOST_WORDS);
}

/** The label of a model version: letters, digits and . _ + -, at most 60; "1.0 (beta)" becomes "1.0-beta". */
export function versionLabel(stated: string): string {
  const plain = stated.normalize("NFKD").replace(/\p{M}+/gu, "");
  const label = plain.replace(/[^A-Za-z0-9._+-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  return label.slice(0, 60).replace(/-+$/, "");
}

/**
 * A text as the inventory takes it at this place ("name", "fields.provider", "facts.purl" …); `isCut` says that something
 * was left out because of its length.
 */
export function fitText(path: string, text: string): { value: string; isCut: boolean } {
  const max = lineLengths[path];
  const whole = max === undefined ? prose(text, Number.POSITIVE_INFINITY) : oneLine(text);
  const value = max === undefined ? prose(text) : oneLine(text, max);
  return { value, isCut: value.length < whole.length };
}

/** Whether a value says nothing: absent, null, blank or an empty list. */
export function isBlank(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === "string" ? value.trim() === "" : Array.isArray(value) && value.length === 0;
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(max - 1)) ? max - 1 : max;
  return text.slice(0, end).trim();
}
