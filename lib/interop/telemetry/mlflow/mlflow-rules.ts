import type { JsonValue } from "../../json-value.ts";
import { isStorable } from "../json/decode-body.ts";

/** Limits of MLflow's own server (mlflow/utils/validation.py). */
export const MLFLOW_LIMITS = {
  metrics: 1_000,
  params: 100,
  tags: 100,
  entities: 1_000,
  bodyBytes: 1_000_000,
  keyLength: 250,
  paramLength: 6_000,
  tagLength: 5_000,
  nameLength: 500,
} as const;

const KEY = /^[/\p{L}\p{N}_.\- ]*$/u;
const RUN_ID = /^[a-zA-Z0-9][\w-]{0,255}$/;
const EXPERIMENT_ID = /^[a-zA-Z0-9][\w-]{0,63}$/;

/** Whether a text may be the id of a run. */
export function isRunId(value: JsonValue | undefined): value is string {
  return typeof value === "string" && RUN_ID.test(value);
}

/** The id of an experiment, which some clients send as a number; null when it is none. */
export function experimentIdOf(value: JsonValue | undefined): string | null {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && EXPERIMENT_ID.test(text) ? text : null;
}

/** What is wrong with the key of a metric, parameter or tag; null when nothing is. MLflow's server keeps them as paths. */
export function keyProblem(kind: "metric" | "parameter" | "tag", key: JsonValue | undefined): string | null {
  if (typeof key !== "string" || key === "") return `A key name must be provided for every ${kind}.`;
  if (key.length > MLFLOW_LIMITS.keyLength) {
    return `The key of a ${kind} is ${key.length} characters long, which exceeds the limit of ${MLFLOW_LIMITS.keyLength}.`;
  }
  if (!KEY.test(key)) {
    return `Invalid ${kind} name. Names may only contain letters, digits, underscores (_), dashes (-), periods (.), spaces ( ), and slashes (/).`;
  }
  return isPlainPath(key) ? null : `Invalid ${kind} name: it is not unique when read as a path.`;
}

/** What is wrong with the value of a parameter or tag; null when nothing is. */
export function valueProblem(kind: "parameter" | "tag", value: JsonValue | undefined, most: number): string | null {
  if (typeof value !== "string") return `The value of a ${kind} must be a string.`;
  if (value.length > most)
    return `The value of a ${kind} is ${value.length} characters long, which exceeds the limit of ${most}.`;
  return isStorable(value) ? null : `The value of a ${kind} must not hold NUL or half of a character.`;
}

/** A whole number that protobuf's JSON writes as a number or as text; null when it is none. */
export function int64Of(value: JsonValue | undefined): number | null {
  const number = typeof value === "string" && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : null;
}

function isPlainPath(key: string): boolean {
  return key.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
