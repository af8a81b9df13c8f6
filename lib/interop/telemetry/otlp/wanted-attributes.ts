import { EVALUATION_ATTRIBUTES, FEATURE_PREFIX, namesOf } from "./conventions.ts";
import { EVENT_ATTRIBUTE_NAMES } from "./event-of.ts";
import { ORIGIN_ATTRIBUTES, SUBJECT_ATTRIBUTES } from "./subject.ts";

/** Which attributes a decoder keeps; the texts of the others are stepped over, never made. */
export type Wanted = (name: string) => boolean;

const RECORD_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...EVENT_ATTRIBUTE_NAMES,
  ...SUBJECT_ATTRIBUTES,
  ...Object.values(EVALUATION_ATTRIBUTES).flatMap((rows) => namesOf(rows)),
  ...["event.name", "exception.type"],
]);

/** Attributes of resources and scopes. */
export const wantedOfOrigin: Wanted = (name) => ORIGIN_ATTRIBUTES.has(name);

/** Attributes of spans, their events and records of logs. */
export const wantedOfRecord: Wanted = (name) => RECORD_ATTRIBUTES.has(name) || name.startsWith(FEATURE_PREFIX);

/** Attributes of points: all of them tell one series from another. */
export const wantedOfPoint: Wanted = () => true;
