import { z } from "../../zod.ts";
import type { JsonValue } from "../json-value.ts";
import { objectOf } from "../supply-chain/json/parts.ts";
import {
  DraftAssumption,
  DraftDiagram,
  DraftElement,
  DraftFlow,
  DraftMitigation,
  DraftParticipant,
  DraftThreat,
  ThreatModelDraft,
} from "../threat-model/draft.ts";

/** What Modelkeep adds to an OTM file, in `attributes.modelkeep`, where OTM lets every tool put its own. */
export const ownKey = "modelkeep";

export const OwnElement = DraftElement.pick({ technology: true, answers: true, outOfScope: true });

export const OwnFlow = DraftFlow.pick({ protocol: true, answers: true, outOfScope: true, points: true });

/** `targets` and `mitigations` are what was printed; what the file's components say wins. */
export const OwnThreat = DraftThreat.omit({ externalId: true, title: true, description: true });
export type OwnThreat = z.infer<typeof OwnThreat>;

export const OwnMitigation = DraftMitigation.pick({ state: true });

export const OwnDiagram = DraftDiagram.pick({ description: true });

/** Marks the zone that stands for "in no zone", for OTM wants one around every component. */
export const OwnOutside = z.strictObject({ isOutside: z.literal(true) });

export const OwnModel = z.strictObject({
  externalId: ThreatModelDraft.shape.externalId,
  assumptions: z.array(DraftAssumption),
  participants: z.array(DraftParticipant),
});

/** Our own words in a part's attributes; undefined when there are none, or somebody changed them into something else. */
export function ownWordsOf<T>(schema: z.ZodType<T>, attributes: JsonValue | undefined): T | undefined {
  const given = objectOf(attributes)[ownKey];
  const result = given === undefined ? undefined : schema.safeParse(given);
  return result?.success === true ? result.data : undefined;
}
