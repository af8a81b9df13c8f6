import type { JsonValue } from "../../json-value.ts";
import { isObject } from "../../supply-chain/json/parts.ts";
import { isDeeper } from "../json/check-structure.ts";
import { invalid, type RecordProblem, shown, tooLarge } from "../json/problem.ts";
import { TELEMETRY_LIMITS, type TelemetryEvent } from "../record.ts";
import { type EventDraft, noteUnknown, type ReadingContext } from "./event-draft.ts";
import { EVENT_FIELDS } from "./event-fields.ts";

const DEPTH = TELEMETRY_LIMITS.depth;
/** The list of events and the event itself are two levels. */
const LEVELS_BELOW = DEPTH - 2;

/**
 * Reads one event of our own JSON and pushes it onto `events`, or says what is wrong with the first field that is. A field
 * that is null counts as absent; fields that nobody knows are noted and ignored. `features` are handed over uncopied.
 */
export function readEvent(value: JsonValue, context: ReadingContext, events: TelemetryEvent[]): RecordProblem | null {
  if (!isObject(value)) return invalid(`An event must be an object, is ${shown(value)}`);
  const draft: EventDraft = { at: Number.NaN, model: null };
  for (const key in value) {
    const said = value[key];
    if (said === null || said === undefined) continue;
    const read = EVENT_FIELDS.get(key);
    if (read === undefined) {
      if (isDeeper(said, LEVELS_BELOW)) return tooLarge(`An event must not be nested deeper than ${DEPTH} levels`);
      noteUnknown(context, key);
      continue;
    }
    const problem = read(draft, said, context);
    if (problem !== null) return problem;
  }
  return finish(draft, context, events);
}

function finish(draft: EventDraft, { fallback }: ReadingContext, events: TelemetryEvent[]): RecordProblem | null {
  if (fallback !== undefined) {
    draft.model ??= fallback.model;
    if (Number.isNaN(draft.at)) draft.at = fallback.at;
  }
  if (Number.isNaN(draft.at)) return invalid("ts is missing");
  if (draft.label !== undefined && draft.prediction === undefined) {
    return invalid("label needs the prediction of the same event beside it");
  }
  events.push(draft);
  return null;
}
