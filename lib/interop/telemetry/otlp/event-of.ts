import type { JsonValue } from "../../json-value.ts";
import { parseLine } from "../json/parse-text.ts";
import { type Usage, usageOf } from "../langfuse/usage.ts";
import type { EventFlags, FeatureValue, RecordSubject, TelemetryEvent, TelemetryLimits } from "../record.ts";
import { storableText } from "../series/storable-text.ts";
import type { AttributeValue, Attributes } from "./attributes.ts";
import { firstOf, numberOf, wordsOf } from "./attributes.ts";
import { CONTENT_EVENTS, EVENT_ATTRIBUTES, FEATURE_PREFIX, FINDING_EVENT, FLAG_ATTRIBUTES } from "./conventions.ts";
import { GUARDRAIL_ATTRIBUTES, MARKER_ATTRIBUTES, namesOf, OOD_ATTRIBUTE, OPERATION_EVENT } from "./conventions.ts";
import { OPERATION_OF_KIND, OPERATION_RENAMED, REFUSING_REASONS } from "./conventions.ts";
import { guardrailFlags } from "./guardrail-flags.ts";
import type { OtlpRecord, OtlpSignal } from "./parts.ts";

type MutableEvent = { -readonly [Name in keyof TelemetryEvent]: TelemetryEvent[Name] };
type Member = keyof typeof EVENT_ATTRIBUTES;

const NAMES = Object.fromEntries(Object.entries(EVENT_ATTRIBUTES).map(([member, rows]) => [member, namesOf(rows)])) as {
  readonly [Name in Member]: readonly string[];
};

const GUARDRAIL = Object.values(GUARDRAIL_ATTRIBUTES).flatMap((rows) => namesOf(rows));
const FINDING_ID = namesOf(GUARDRAIL_ATTRIBUTES.findingId);

/** One of these makes a span or a record one of a model. */
const MARKERS: ReadonlySet<string> = new Set([
  ...[...NAMES.operation, ...NAMES.prediction, ...NAMES.label, ...GUARDRAIL, ...namesOf(MARKER_ATTRIBUTES)],
  ...[...Object.keys(FLAG_ATTRIBUTES), OOD_ATTRIBUTE],
]);

/** Exact names of attributes of spans and records that are read, besides those of subject, evaluations and features. */
export const EVENT_ATTRIBUTE_NAMES: readonly string[] = [...Object.values(NAMES).flat(), ...MARKERS];

/** Inputs longer than the limit keep this share of it from the beginning and the rest from the end, where they differ. */
const HEAD_SHARE = 0.25;

/** Whether a span or record says something that a model, an agent or a guardrail did. */
export function isOfModel(record: OtlpRecord, signal: OtlpSignal): boolean {
  if (signal === "logs" && CONTENT_EVENTS.test(record.name)) return false;
  if (record.name === FINDING_EVENT || record.name === OPERATION_EVENT) return true;
  for (const name of record.attributes.keys()) {
    if (MARKERS.has(name) || name.startsWith(FEATURE_PREFIX)) return true;
  }
  return OPERATION_OF_KIND.has(wordsOf(firstOf(record.attributes, NAMES.spanKind)));
}

/** The event that a span or record tells; words for its rejection when a member cannot be. */
export function eventOf(
  record: OtlpRecord,
  signal: OtlpSignal,
  subject: RecordSubject,
  limits: TelemetryLimits,
): TelemetryEvent | string {
  const { attributes } = record;
  if (record.at === 0) return signal === "traces" ? "The span has no end time." : "The record has no time.";
  const features = featuresOf(attributes, limits);
  if (features === "too_many") return `The record has more than ${limits.features} features.`;
  const [confidence, margin] = [
    numberOf(firstOf(attributes, NAMES.confidence)),
    numberOf(firstOf(attributes, NAMES.margin)),
  ];
  if (![confidence, margin].every(isShare)) return "The confidence or the margin is not between 0 and 1.";
  const findings = record.events.filter((event) => event.name === FINDING_EVENT).map((event) => event.attributes);
  const flags = guardrailFlags([attributes, ...findings]);
  const event: MutableEvent = { ...subject, at: record.at };
  const id = idOf(record, signal);
  if (id !== undefined) event.id = storableText(id, limits.nameLength);
  const client = shortText(firstOf(attributes, NAMES.client), limits);
  if (client !== undefined) event.client = client;
  const operation = operationOf(record, flags);
  if (operation !== undefined) event.operation = operation;
  if (record.latencyMs !== null) event.latencyMs = record.latencyMs;
  const error = shortText(firstOf(attributes, NAMES.error), limits) ?? errorOf(record, limits);
  if (error !== undefined) event.error = error;
  if (confidence !== undefined) event.confidence = confidence;
  if (margin !== undefined) event.margin = margin;
  if (features !== undefined) event.features = features;
  if (flags !== undefined) event.flags = flags;
  addContent(event, attributes, limits);
  return event;
}

function addContent(event: MutableEvent, attributes: Attributes, limits: TelemetryLimits): void {
  const prediction = predicted(firstOf(attributes, NAMES.prediction), limits);
  if (prediction !== undefined) event.prediction = prediction;
  const label = predicted(firstOf(attributes, NAMES.label), limits);
  if (label !== undefined) event.label = label;
  const inputTokens = amount(firstOf(attributes, NAMES.inputTokens));
  const outputTokens = amount(firstOf(attributes, NAMES.outputTokens));
  const cost = amount(firstOf(attributes, NAMES.cost));
  Object.assign(event, detailedUsage(attributes), {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(cost === undefined ? {} : { cost }),
  });
  if (isRefusal(firstOf(attributes, NAMES.finishReasons))) event.refused = true;
  const input = inputOf(firstOf(attributes, NAMES.input), limits);
  if (input !== undefined) event.input = input;
  const inputHash = shortText(firstOf(attributes, NAMES.inputHash), limits);
  if (inputHash !== undefined) event.inputHash = inputHash;
}

/** Tokens and cost as Langfuse's spans carry them: JSON in a text. What is not JSON of an object says nothing. */
function detailedUsage(attributes: Attributes): Usage {
  const [usage, costs] = [firstOf(attributes, NAMES.usageDetails), firstOf(attributes, NAMES.costDetails)];
  if (usage === null && costs === null) return {};
  return usageOf({ usageDetails: parsed(usage), costDetails: parsed(costs) });
}

const parsed = (value: AttributeValue): JsonValue =>
  (typeof value === "string" ? parseLine(value)?.value : null) ?? null;

/**
 * The span's own id. A record of a log with the details of an operation has that of its span, so that both count once; a finding has
 * one of its own; other records have none, for a span may write many.
 */
function idOf({ attributes, traceId, spanId, name, at, atNanos }: OtlpRecord, signal: OtlpSignal): string | undefined {
  const own = wordsOf(firstOf(attributes, NAMES.id));
  if (own !== "") return own;
  const given = wordsOf(firstOf(attributes, FINDING_ID));
  if (name === FINDING_EVENT && given !== "") return given;
  if (!/^(?!0+$)[0-9a-f]{32}$/.test(traceId) || !/^(?!0+$)[0-9a-f]{16}$/.test(spanId)) return undefined;
  const span = `${traceId}:${spanId}`;
  if (name === FINDING_EVENT) {
    const found = wordsOf(firstOf(attributes, namesOf(GUARDRAIL_ATTRIBUTES.finding)));
    return `${span}:${at}.${String(atNanos).padStart(6, "0")}:${found}`;
  }
  return signal === "traces" || name === OPERATION_EVENT ? span : undefined;
}

function operationOf({ attributes, name }: OtlpRecord, flags: EventFlags | undefined): string | undefined {
  const said = wordsOf(firstOf(attributes, NAMES.operation)).toLowerCase();
  if (said !== "") return storableText(OPERATION_RENAMED.get(said) ?? said, 64);
  const kind = OPERATION_OF_KIND.get(wordsOf(firstOf(attributes, NAMES.spanKind)));
  if (kind !== undefined) return kind;
  if (name === FINDING_EVENT || GUARDRAIL.some((attribute) => attributes.has(attribute))) return "run_guardrail";
  if (NAMES.prediction.some((attribute) => attributes.has(attribute))) return "predict";
  return flags === undefined ? undefined : "run_guardrail";
}

function errorOf({ attributes, events, failed }: OtlpRecord, limits: TelemetryLimits): string | undefined {
  if (!failed && wordsOf(firstOf(attributes, NAMES.level)) !== "ERROR") return undefined;
  const exception = events.find(({ name }) => name === "exception")?.attributes.get("exception.type") ?? null;
  return shortText(exception, limits) ?? "_OTHER";
}

function isRefusal(reasons: AttributeValue): boolean {
  const list: readonly AttributeValue[] = Array.isArray(reasons) ? reasons : [reasons];
  return list.some((reason) => REFUSING_REASONS.has(wordsOf(reason).toLowerCase()));
}

function featuresOf(
  attributes: Attributes,
  limits: TelemetryLimits,
): Readonly<Record<string, FeatureValue>> | undefined | "too_many" {
  let features: Record<string, FeatureValue> | undefined;
  let count = 0;
  for (const [attribute, value] of attributes) {
    if (!attribute.startsWith(FEATURE_PREFIX)) continue;
    count += 1;
    if (count > limits.features) return "too_many";
    features ??= {};
    const name = storableText(attribute.slice(FEATURE_PREFIX.length), limits.nameLength);
    // A plain assignment of this one name would set the prototype.
    if (name === "__proto__") continue;
    features[name] = featureOf(value, limits);
  }
  return features;
}

function featureOf(value: AttributeValue, limits: TelemetryLimits): FeatureValue {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return storableText(wordsOf(value), limits.stringLength);
}

function predicted(value: AttributeValue, limits: TelemetryLimits): string | number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return shortText(value, limits);
}

function shortText(value: AttributeValue, limits: TelemetryLimits): string | undefined {
  const words = wordsOf(value);
  return words === "" ? undefined : storableText(words, limits.nameLength);
}

function inputOf(value: AttributeValue, limits: TelemetryLimits): string | undefined {
  const words = wordsOf(value);
  if (words.length <= limits.stringLength) return words === "" ? undefined : words;
  const head = Math.floor(limits.stringLength * HEAD_SHARE);
  return words.slice(0, head) + words.slice(words.length - limits.stringLength + head);
}

function amount(value: AttributeValue): number | undefined {
  const number = numberOf(value);
  return number === undefined || number < 0 ? undefined : number;
}

function isShare(value: number | undefined): boolean {
  return value === undefined || (value >= 0 && value <= 1);
}
