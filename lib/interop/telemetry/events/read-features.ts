import { quoted } from "../../import-problem.ts";
import type { JsonValue } from "../../json-value.ts";
import { isObject } from "../../supply-chain/json/parts.ts";
import { invalid, type RecordProblem, shown, tooLarge } from "../json/problem.ts";
import { TELEMETRY_LIMITS } from "../record.ts";
import { type EventDraft, type ReadingContext, textProblem } from "./event-draft.ts";

const { features: mostFeatures, nameLength, stringLength } = TELEMETRY_LIMITS;

/**
 * Hands over the features of an event as they were parsed, uncopied, after every name and value was looked at: finite
 * numbers, texts, booleans and null, at most 500.
 */
export function readFeatures(draft: EventDraft, value: JsonValue, context: ReadingContext): RecordProblem | null {
  if (!isObject(value)) return invalid(`features must be an object of names and values, is ${shown(value)}`);
  let count = 0;
  for (const name in value) {
    count += 1;
    if (count > mostFeatures) return tooLarge(`features must not be more than ${mostFeatures}`);
    const feature = value[name];
    // The usual case first, before anything is made for a message.
    const isPlain = typeof feature === "string" ? feature.length <= stringLength : Number.isFinite(feature);
    if (!isPlain || name.length > nameLength || name.length === 0 || context.mayBeOdd || name === "__proto__") {
      const problem = nameProblem(name, context) ?? valueProblem(name, feature, context);
      if (problem !== null) return problem;
    }
  }
  draft.features = value as NonNullable<EventDraft["features"]>;
  return null;
}

/** What is wrong with the name of a feature or category; null when nothing is. */
export function nameProblem(name: string, context: ReadingContext): RecordProblem | null {
  if (name === "") return invalid("features must not hold an empty name");
  if (name === "__proto__") return invalid("features must not hold the name __proto__");
  if (name.length > nameLength) return tooLarge(`features: a name must not be longer than ${nameLength} characters`);
  return textProblem("features: a name", name, context);
}

function valueProblem(name: string, value: JsonValue | undefined, context: ReadingContext): RecordProblem | null {
  if (typeof value === "boolean" || value === null) return null;
  if (typeof value === "string") return textProblem(`features: ${quoted(name)}`, value, context);
  if (typeof value !== "number") {
    return invalid(`features: ${quoted(name)} must be a number, text, boolean or null, is ${shown(value)}`);
  }
  return Number.isFinite(value) ? null : invalid(`features: ${quoted(name)} must be a finite number, is ${value}`);
}
