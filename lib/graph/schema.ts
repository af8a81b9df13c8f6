import { line, prose } from "../kernel/text-schema.ts";
import { z } from "../zod.ts";
import { elementKindNames } from "./kinds.ts";

const Id = z.uuid();
/** Diagram units; x grows to the right, y downwards. */
const Place = z.number().min(-1_000_000).max(1_000_000);
const Size = z.number().min(16).max(100_000);
const ExternalId = line(300).nullable();

/** What an element may be bound to in the inventory. */
export const BoundType = z.enum([
  "model",
  "model_version",
  "system",
  "dataset",
  "dataset_version",
  "component",
  "vendor",
  "deployment",
]);

/** The answer to a question about an element or flow; "unknown" was asked and nobody knows yet. */
export const Answer = z.enum(["yes", "no", "unknown"]);
export type Answer = z.infer<typeof Answer>;

const Answers = z.record(z.string().regex(/^(?:node|flow)\.[a-z_]{1,60}$/), Answer);

export const Zone = z.strictObject({
  id: Id,
  parentId: Id.nullable().describe("The zone that this one lies in"),
  name: line(200).min(1, "A zone needs a name."),
  description: prose(),
  trust: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  x: Place.describe("From the left edge of the zone it lies in, or of the diagram"),
  y: Place,
  width: Size,
  height: Size,
  externalId: ExternalId,
});
export type Zone = z.infer<typeof Zone>;

export const DiagramElement = z.strictObject({
  id: Id,
  kind: z.enum(elementKindNames),
  zoneId: Id.nullable(),
  name: line(200).min(1, "An element needs a name."),
  description: prose(),
  technology: line(200),
  x: Place.describe("From the left edge of the zone it lies in, or of the diagram"),
  y: Place,
  width: Size.nullable(),
  height: Size.nullable(),
  bound: z.strictObject({ type: BoundType, id: Id }).nullable().describe("The inventory record that this stands for"),
  answers: Answers,
  outOfScope: line(1000).nullable().describe("Why this is not looked at; null when it is"),
  externalId: ExternalId,
});
export type DiagramElement = z.infer<typeof DiagramElement>;

export const Flow = z.strictObject({
  id: Id,
  sourceId: Id,
  targetId: Id,
  name: line(200).describe("What flows: question, features, weights"),
  description: prose(),
  protocol: line(200),
  bidirectional: z.boolean(),
  points: z
    .array(z.strictObject({ x: Place, y: Place }))
    .max(50)
    .describe("Bends, in diagram units, from source to target"),
  answers: Answers,
  outOfScope: line(1000).nullable(),
  externalId: ExternalId,
});
export type Flow = z.infer<typeof Flow>;

export const Assumption = z.strictObject({
  id: Id,
  text: line(2000).min(1, "An assumption needs words."),
  aboutId: Id.nullable().describe("The element, flow or zone it is about; null when it is about everything"),
  state: z.enum(["open", "confirmed", "wrong"]),
  validUntil: z.iso.date().nullable().describe("After this day somebody has to look again"),
  externalId: ExternalId,
});
export type Assumption = z.infer<typeof Assumption>;

export const parts = { zone: Zone, element: DiagramElement, flow: Flow, assumption: Assumption } as const;
export type Part = keyof typeof parts;
export type PartValue = { zone: Zone; element: DiagramElement; flow: Flow; assumption: Assumption };

const zoneChange = Zone.omit({ id: true }).partial();
const elementChange = DiagramElement.omit({ id: true }).partial();
const flowChange = Flow.omit({ id: true, sourceId: true, targetId: true }).partial();
const assumptionChange = Assumption.omit({ id: true }).partial();

/**
 * One small typed change. `set` changes the named properties and nothing else; within `answers` it changes the named
 * answers. `was` holds what the sender last saw: when it is given and no longer so, the change is refused (this is how undo
 * never overwrites somebody else's work).
 */
export const Operation = z.union([
  z.strictObject({ do: z.literal("add"), part: z.literal("zone"), value: Zone }),
  z.strictObject({ do: z.literal("add"), part: z.literal("element"), value: DiagramElement }),
  z.strictObject({ do: z.literal("add"), part: z.literal("flow"), value: Flow }),
  z.strictObject({ do: z.literal("add"), part: z.literal("assumption"), value: Assumption }),
  z.strictObject({
    do: z.literal("set"),
    part: z.literal("zone"),
    id: Id,
    set: zoneChange,
    was: zoneChange.optional(),
  }),
  z.strictObject({
    do: z.literal("set"),
    part: z.literal("element"),
    id: Id,
    set: elementChange,
    was: elementChange.optional(),
  }),
  z.strictObject({
    do: z.literal("set"),
    part: z.literal("flow"),
    id: Id,
    set: flowChange,
    was: flowChange.optional(),
  }),
  z.strictObject({
    do: z.literal("set"),
    part: z.literal("assumption"),
    id: Id,
    set: assumptionChange,
    was: assumptionChange.optional(),
  }),
  z.strictObject({ do: z.literal("remove"), part: z.literal("zone"), id: Id, was: zoneChange.optional() }),
  z.strictObject({ do: z.literal("remove"), part: z.literal("element"), id: Id, was: elementChange.optional() }),
  z.strictObject({ do: z.literal("remove"), part: z.literal("flow"), id: Id, was: flowChange.optional() }),
  z.strictObject({ do: z.literal("remove"), part: z.literal("assumption"), id: Id, was: assumptionChange.optional() }),
]);
export type Operation = z.infer<typeof Operation>;

/** All of one diagram, as it travels: each list in the order of ids. */
export const DiagramContent = z.strictObject({
  zones: z.array(Zone),
  elements: z.array(DiagramElement),
  flows: z.array(Flow),
  assumptions: z.array(Assumption),
});
export type DiagramContent = z.infer<typeof DiagramContent>;
