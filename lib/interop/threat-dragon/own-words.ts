import { z } from "../../zod.ts";
import type { JsonValue } from "../json-value.ts";
import type { JsonObject } from "../supply-chain/json/parts.ts";
import {
  DraftAssumption,
  DraftElement,
  DraftMitigation,
  DraftThreat,
  ThreatModelDraft,
} from "../threat-model/draft.ts";

/**
 * What Modelkeep adds to a Threat Dragon file, in members named "modelkeep" that Threat Dragon's schema lets pass. Each holds
 * only while the visible words next to it are those that were printed: what is changed in Threat Dragon wins.
 */
export const ownKey = "modelkeep";

const Printed = z.record(z.string(), z.string());

export const OwnCell = z.strictObject({
  externalId: DraftElement.shape.externalId,
  kind: DraftElement.shape.kind.optional(),
  within: DraftElement.shape.zoneId.optional(),
  at: z.array(z.number()).length(4).optional(),
  isSized: z.boolean().optional(),
  trust: z.number().optional(),
  technology: DraftElement.shape.technology.optional(),
  answers: DraftElement.shape.answers.optional(),
});
export type OwnCell = z.infer<typeof OwnCell>;

export const OwnThreat = DraftThreat.omit({ title: true, description: true, score: true }).extend({ printed: Printed });
export type OwnThreat = z.infer<typeof OwnThreat>;

export const OwnModel = z.strictObject({
  externalId: ThreatModelDraft.shape.externalId,
  diagrams: z.array(DraftElement.shape.externalId),
  threats: z.array(DraftThreat),
  assumptions: z.array(DraftAssumption),
  mitigations: z.array(DraftMitigation),
});
export type OwnModel = z.infer<typeof OwnModel>;

/** Our own words in an object; undefined when there are none, or somebody changed them into something else. */
export function ownWordsOf<T>(schema: z.ZodType<T>, object: JsonObject): T | undefined {
  const given: JsonValue | undefined = object[ownKey];
  const result = given === undefined ? undefined : schema.safeParse(given);
  return result?.success === true ? result.data : undefined;
}
