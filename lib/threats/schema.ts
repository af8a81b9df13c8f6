import { BoundType, DiagramContent, Operation } from "../graph/schema.ts";
import { LifecycleStage } from "../inventory/schema.ts";
import { NodeDto } from "../inventory/assets/schema.ts";
import { listSorts } from "../kernel/list-schema.ts";
import { line, prose, words } from "../kernel/text-schema.ts";
import { z } from "../zod.ts";
import { severities } from "../knowledge/severity.ts";
import { scopeTypes, threatStates, type ThreatState } from "./rules.ts";

const Id = z.uuid();
const Moment = z.iso.datetime();
const ExpectedVersion = z.int().min(1).describe("Version that the change was made from; another one is a conflict");
const Person = z.strictObject({ id: Id, name: z.string(), active: z.boolean() });

export const ScopeItem = z.strictObject({ type: z.enum(scopeTypes), id: Id });
const Scope = z
  .array(ScopeItem)
  .max(50, "At most 50 things fit into one threat model.")
  .describe("Systems, models and versions that it looks at");

const fields = {
  name: line(200).min(1, "Give the threat model a name."),
  description: prose().describe("What is looked at and what is not; Markdown"),
  stage: LifecycleStage.describe("The part of the life that is looked at"),
  ownerId: Id.nullable().describe("Who answers for it"),
  tags: words("tag"),
  scope: Scope,
  packs: z.array(line(60).min(1)).max(20).describe("Threat packs besides the shipped library"),
  reviewDays: z.int().min(1).max(1096).describe("An approval older than this many days is stale"),
};

export const CreateThreatModelInput = z.strictObject({
  name: fields.name,
  description: fields.description.default(""),
  stage: fields.stage.default("design"),
  ownerId: fields.ownerId.optional().describe("Who answers for it; you, when left out"),
  tags: fields.tags.default([]),
  scope: fields.scope.default([]),
  packs: fields.packs.default([]),
  reviewDays: fields.reviewDays.default(180),
  diagrams: z
    .array(
      z.strictObject({
        name: line(200).min(1, "Give the diagram a name.").default("Overview"),
        operations: z.array(Operation).max(8_000).default([]).describe("What it starts with"),
        externalId: line(300).nullable().default(null),
      }),
    )
    .max(50)
    .default([{ name: "Overview", operations: [], externalId: null }]),
  externalId: line(300).nullable().default(null),
});
export type CreateThreatModelInput = z.infer<typeof CreateThreatModelInput>;

export const UpdateThreatModelInput = z.strictObject({
  id: Id,
  expectedVersion: ExpectedVersion,
  ...z.strictObject(fields).partial().shape,
  reason: line(1000).optional(),
});

export const ReadThreatModelInput = z.strictObject({ id: z.string().min(1).max(200).describe("Its id or slug") });
export const ThreatModelIdInput = z.strictObject({
  id: Id,
  expectedVersion: ExpectedVersion.optional(),
  reason: line(1000).optional(),
});

const ThreatCounts = z.strictObject({ critical: z.int(), high: z.int(), medium: z.int(), low: z.int() });

export const DiagramSummaryDto = z.strictObject({
  id: Id,
  name: z.string(),
  version: z.int(),
  elements: z.int(),
  updatedAt: Moment,
});

export const reviewStates = ["never", "submitted", "approved", "stale", "rejected"] as const;
const ReviewState = z
  .enum(reviewStates)
  .describe("Where its review is: stale was approved, and something changed or it is too old");

export const ThreatModelSummaryDto = z.strictObject({
  id: Id,
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  stage: LifecycleStage,
  state: z.enum(["active", "archived"]),
  owner: Person.nullable(),
  tags: z.array(z.string()),
  scope: z.array(NodeDto),
  open: ThreatCounts.describe("Threats that nothing was done about yet"),
  review: ReviewState,
  running: z.boolean().describe("Whether a session is running"),
  version: z.int(),
  createdAt: Moment,
  updatedAt: Moment,
});
export type ThreatModelSummaryDto = z.infer<typeof ThreatModelSummaryDto>;

export const ThreatModelDto = z.strictObject({
  ...ThreatModelSummaryDto.shape,
  packs: z.array(z.string()),
  reviewDays: z.int(),
  diagrams: z.array(DiagramSummaryDto),
  abilities: z.strictObject({ edit: z.boolean(), archive: z.boolean(), approve: z.boolean(), room: z.boolean() }),
});
export type ThreatModelDto = z.infer<typeof ThreatModelDto>;

const oneOrMany = <Item extends z.ZodType>(item: Item) =>
  z
    .union([item, z.array(item).max(50)])
    .transform((value): z.output<Item>[] => (Array.isArray(value) ? value : [value]))
    .optional();

export const ListThreatModelsInput = z.strictObject({
  q: z.string().trim().max(200).optional().describe("Words of the name, description or tags"),
  state: z.enum(["active", "archived", "all"]).default("active"),
  stage: oneOrMany(LifecycleStage),
  owner: z.union([Id, z.enum(["me", "nobody"])]).optional(),
  entityType: z.enum(scopeTypes).optional(),
  entityId: Id.optional().describe("Only those that look at this thing"),
  sort: z.enum(listSorts).default("-updatedAt"),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListThreatModelsInput = z.infer<typeof ListThreatModelsInput>;

export const ThreatModelListDto = z.strictObject({
  items: z.array(ThreatModelSummaryDto),
  nextCursor: z.string().nullable(),
  total: z.int(),
  abilities: z.strictObject({ create: z.boolean() }),
});

// ---------------------------------------------------------------- diagrams

export const AddDiagramInput = z.strictObject({
  id: Id.describe("The threat model"),
  name: line(200).min(1, "Give the diagram a name."),
  operations: z.array(Operation).max(8_000).default([]),
  externalId: line(300).nullable().default(null),
});
export const RenameDiagramInput = z.strictObject({ id: Id, name: line(200).min(1, "Give the diagram a name.") });
export const DiagramIdInput = z.strictObject({ id: Id });

export const ApplyOperationsInput = z.strictObject({
  id: Id.describe("The diagram"),
  batchId: Id.describe("Made by the sender; a batch sent again is answered as the first time"),
  operations: z.array(Operation).min(1, "Nothing to apply.").max(2_000, "Send at most 2,000 operations at once."),
});

export const RefusalDto = z.strictObject({
  index: z.int().describe("Place in the batch"),
  code: z.string(),
  part: z.string(),
  about: z.string(),
  message: z.string(),
});
export type RefusalDto = z.infer<typeof RefusalDto>;

export const AppliedDto = z.strictObject({
  seq: z.int().nullable().describe("Its place among the batches; null when nothing was changed"),
  effects: z.array(Operation),
  refused: z.array(RefusalDto),
});
export type AppliedDto = z.infer<typeof AppliedDto>;

export const BatchDto = z.strictObject({
  seq: z.int(),
  id: Id,
  actor: z.strictObject({ type: z.string(), ref: z.string(), name: z.string() }),
  effects: z.array(Operation),
  at: Moment,
});
export type BatchDto = z.infer<typeof BatchDto>;

export const ReadOperationsInput = z.strictObject({
  id: Id,
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export const OperationsDto = z.strictObject({ items: z.array(BatchDto), seq: z.int().describe("The newest there is") });

export const BoundFactDto = z.strictObject({
  node: NodeDto,
  known: z.record(z.string(), z.strictObject({ value: z.enum(["yes", "no"]), from: z.string() })),
});
export type BoundFactDto = z.infer<typeof BoundFactDto>;

export const ReadDiagramInput = z.strictObject({
  id: Id,
  at: Moment.optional().describe("As it was at this moment"),
});
export const DiagramDto = z.strictObject({
  id: Id,
  name: z.string(),
  threatModel: z.strictObject({ id: Id, slug: z.string(), name: z.string(), packs: z.array(z.string()) }),
  seq: z.int(),
  content: DiagramContent,
  bound: z.record(z.string(), BoundFactDto).describe("By element; empty for guests"),
  abilities: z.strictObject({ edit: z.boolean() }),
});
export type DiagramDto = z.infer<typeof DiagramDto>;

const Point = z.strictObject({ x: z.number(), y: z.number() });
export const PresenceState = z.strictObject({
  tab: Id.describe("One browser tab"),
  cursor: Point.nullable(),
  selection: z.array(Id).max(50),
  viewport: z
    .strictObject({ x: z.number(), y: z.number(), width: z.number().positive(), height: z.number().positive() })
    .nullable()
    .describe("The part of the diagram in view, in its units"),
  left: z.boolean().default(false),
});
export type PresenceState = z.infer<typeof PresenceState>;
export const ShowPresenceInput = z.strictObject({ id: Id, ...PresenceState.shape });

export const PresenceDto = z.strictObject({
  id: z.string().describe("The tab"),
  person: z.string(),
  name: z.string(),
  state: PresenceState.omit({ tab: true }),
});
export type PresenceDto = z.infer<typeof PresenceDto>;

export const RoomThreatsDto = z.strictObject({
  items: z.array(
    z.strictObject({
      id: Id,
      targetId: Id.nullable(),
      libraryId: z.string().nullable().describe("The threat of the library that it was suggested as"),
      title: z.string(),
      state: z.enum(Object.keys(threatStates) as [ThreatState, ...ThreatState[]]),
      severity: z.enum(severities),
      owner: z.string().nullable(),
      because: z.array(z.unknown()).describe("The facts it was suggested for"),
    }),
  ),
});
export type RoomThreat = z.infer<typeof RoomThreatsDto>["items"][number];

export const DrawInput = z.strictObject({
  scope: z.array(ScopeItem).min(1, "Choose what to draw.").max(20, "Choose at most 20 things."),
  diagramId: Id.optional().describe("A diagram to complete; left out: a first one"),
});

export const DrawingDto = z.strictObject({
  operations: z.array(Operation).describe("To be applied as one batch; empty when nothing is missing"),
  added: z.strictObject({ zones: z.int(), elements: z.int(), flows: z.int() }),
  gone: z
    .array(
      z.strictObject({
        elementId: Id,
        name: z.string(),
        why: z.enum(["missing", "out_of_use"]),
        words: z.string(),
      }),
    )
    .describe("Elements whose record is out of use or gone; they stay until somebody removes them"),
  leftOut: z.array(z.strictObject({ type: BoundType, id: Id, name: z.string(), reason: z.string() })),
  complete: z.boolean().describe("false when there is more around these things than fits into a diagram"),
});

export const RoomFeedInput = z.strictObject({
  rooms: z.array(z.strictObject({ id: Id, after: z.int() })).max(1_000),
  since: Moment.describe("Presence newer than this"),
});
export const RoomFeedDto = z.strictObject({
  batches: z.array(z.strictObject({ room: Id, batch: BatchDto })),
  presence: z.array(z.strictObject({ room: Id, at: Moment, presence: PresenceDto })),
});

/** What the stream of a browser says about a room it watches. */
export const RoomMessage = z.strictObject({
  room: Id,
  batches: z.array(BatchDto),
  presence: z.array(PresenceDto),
});
export type RoomMessage = z.infer<typeof RoomMessage>;
