import { z } from "../../zod.ts";
import { pointerStep } from "../origin.ts";
import { isObject, type JsonObject, listOf, objectOf } from "../supply-chain/json/parts.ts";
import {
  DraftAssumption,
  DraftDiagram,
  DraftMitigation,
  DraftParticipant,
  DraftThreat,
  ThreatModelDraft,
} from "../threat-model/draft.ts";

/** Threat Composer lets other tools put texts under keys that start so; this one holds JSON. */
export const ownKey = "custom:modelkeep";

const Printed = z.record(z.string(), z.string());

export const OwnThreat = DraftThreat.extend({ printed: Printed });
export const OwnMitigation = DraftMitigation.extend({ printed: Printed });
export const OwnAssumption = DraftAssumption.extend({ printed: Printed });

/** What belongs to the model stands with an assumption of its own, for the model itself takes nothing more. */
export const OwnModel = z.strictObject({
  externalId: ThreatModelDraft.shape.externalId,
  description: ThreatModelDraft.shape.description,
  diagrams: z.array(DraftDiagram),
  participants: z.array(DraftParticipant),
  printed: Printed,
});

/** The values of a thing's metadata by key, and where the list is. */
export function metadataOf(json: JsonObject, path: string): { values: JsonObject; pathOf: (key: string) => string } {
  const values: JsonObject = {};
  const paths = new Map<string, string>();
  listOf(json.metadata).forEach((each, index) => {
    const { key, value } = objectOf(each);
    if (typeof key !== "string" || value === undefined || Object.hasOwn(values, key) || key === "__proto__") return;
    values[key] = value;
    paths.set(key, `${path}/metadata${pointerStep(index)}`);
  });
  return { values, pathOf: (key) => paths.get(key) ?? path };
}

/** Our own words in metadata; undefined when there are none, or somebody changed them into something else. */
export function ownWordsOf<T>(schema: z.ZodType<T>, values: JsonObject): T | undefined {
  const given = values[ownKey];
  if (typeof given !== "string") return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(given);
  } catch {
    return undefined;
  }
  const result = isObject(parsed as JsonObject) ? schema.safeParse(parsed) : undefined;
  return result?.success === true ? result.data : undefined;
}
