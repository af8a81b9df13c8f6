import { quoted } from "../../import-problem.ts";
import type { JsonValue } from "../../json-value.ts";
import { isObject, type JsonObject } from "../../supply-chain/json/parts.ts";
import { nameProblem } from "../events/read-features.ts";
import { noteUnknown, type ReadingContext, textProblem, wholeProblem } from "../events/event-draft.ts";
import { isDeeper } from "../json/check-structure.ts";
import { invalid, type RecordProblem, shown, tooLarge } from "../json/problem.ts";
import { readTime } from "../json/read-time.ts";
import { type HistogramValue, TELEMETRY_LIMITS, type TelemetryWindow } from "../record.ts";
import { countOf, isProblem, readBins, readExponentialHistogram, readHistogram } from "./read-histogram.ts";

type WindowDraft = { -readonly [Key in keyof TelemetryWindow]: TelemetryWindow[Key] };

/** Most categories that one window names. */
const MOST_CATEGORIES = 4_096;
const { depth } = TELEMETRY_LIMITS;

const NUMBERS: readonly (readonly [name: string, read: (value: JsonValue) => HistogramValue | RecordProblem])[] = [
  ["bins", readBins],
  ["histogram", readHistogram],
  ["exp_histogram", readExponentialHistogram],
  ["expHistogram", readExponentialHistogram],
];
const KNOWN = new Set([
  "model",
  "version",
  "feature",
  "from",
  "to",
  "n",
  "nulls",
  "top",
  ...NUMBERS.map(([name]) => name),
]);

/** Reads one window of our own JSON and pushes it onto `windows`, or says what is wrong with the first field that is. */
export function readWindow(
  value: JsonValue,
  context: ReadingContext,
  windows: TelemetryWindow[],
): RecordProblem | null {
  if (!isObject(value)) return invalid(`A window must be an object, is ${shown(value)}`);
  if (isDeeper(value, depth - 1)) return tooLarge(`A window must not be nested deeper than ${depth} levels`);
  for (const key of Object.keys(value)) if (!KNOWN.has(key)) noteUnknown(context, key);
  const draft = readFrame(value, context);
  if (isProblem(draft)) return draft;
  const problem = addNumbers(draft, value) ?? addCategories(draft, value.top ?? null, context);
  if (problem === null) windows.push(draft);
  return problem;
}

function readFrame(value: JsonObject, context: ReadingContext): WindowDraft | RecordProblem {
  const from = readTime(value.from);
  if (typeof from === "string") return invalid(`from ${from}`);
  const to = readTime(value.to);
  if (typeof to === "string") return invalid(`to ${to}`);
  if (from >= to) return invalid("to must be later than from");
  const { feature = null, n = null } = value;
  if (typeof feature !== "string" || feature === "") return invalid(`feature must be text, is ${shown(feature)}`);
  const nulls = value.nulls ?? 0;
  const problem = nameProblem(feature, context) ?? wholeProblem("n", n) ?? wholeProblem("nulls", nulls);
  if (problem !== null) return problem;
  const draft: WindowDraft = { model: null, from, to, feature, n: n as number, nulls: nulls as number };
  if (draft.nulls > draft.n) return invalid(`nulls is ${draft.nulls}, more than n, ${draft.n}`);
  return addSubject(draft, value, context) ?? draft;
}

function addSubject(draft: WindowDraft, value: JsonObject, context: ReadingContext): RecordProblem | null {
  for (const field of ["model", "version"] as const) {
    const said = value[field] ?? null;
    if (said === null) continue;
    const text = typeof said === "number" ? String(said) : said;
    if (typeof text !== "string" || text === "") return invalid(`${field} must be text, is ${shown(said)}`);
    const problem = textProblem(field, text, context);
    if (problem !== null) return problem;
    draft[field] = text;
  }
  return null;
}

function addNumbers(draft: WindowDraft, value: JsonObject): RecordProblem | null {
  const given = NUMBERS.filter(([name]) => (value[name] ?? null) !== null);
  const [first, second] = given;
  if (first === undefined) return null;
  if (second !== undefined) return invalid(`${first[0]} and ${second[0]} must not both be given`);
  const [name, read] = first;
  const numbers = read(value[name] ?? null);
  if (isProblem(numbers)) return numbers;
  const counted = Math.max(numbers.count, countOf(numbers.buckets));
  if (counted + draft.nulls > draft.n) return invalid(tooMany(name, counted, draft));
  draft.numbers = numbers;
  return null;
}

function addCategories(draft: WindowDraft, value: JsonValue, context: ReadingContext): RecordProblem | null {
  if (value === null) return null;
  if (!isObject(value)) return invalid(`top must be an object of categories and counts, is ${shown(value)}`);
  const names = Object.keys(value);
  if (names.length > MOST_CATEGORIES) return tooLarge(`top must not name more than ${MOST_CATEGORIES} categories`);
  let sum = 0;
  for (const name of names) {
    if (name === "__proto__") return invalid("top must not hold the name __proto__");
    const count = value[name] ?? null;
    const problem = textProblem("top: a category", name, context) ?? wholeProblem(`top: ${quoted(name)}`, count);
    if (problem !== null) return problem;
    sum += count as number;
  }
  if (sum + draft.nulls > draft.n) return invalid(tooMany("top", sum, draft));
  draft.categories = value as Record<string, number>;
  return null;
}

function tooMany(name: string, counted: number, { n, nulls }: WindowDraft): string {
  return `${name} counts ${counted} rows and nulls ${nulls}, more than n, ${n}`;
}
