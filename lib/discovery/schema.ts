import { DeploymentEnvironment } from "../inventory/assets/facts-schema.ts";
import { NodeDto } from "../inventory/assets/schema.ts";
import { ModelKind, Sensitivity } from "../inventory/schema.ts";
import { line } from "../kernel/text-schema.ts";
import { z } from "../zod.ts";
import { discoveryStates, matchableTypes, registerableTypes, sightingKinds } from "./rules.ts";

const Moment = z.iso.datetime();
const Id = z.uuid();
const ExpectedVersion = z
  .int()
  .min(1)
  .optional()
  .describe("The version this decision was made on; a newer one is a conflict");

/** At most this many sightings in a batch. */
export const BATCH_LIMIT = 1000;

export const Sighting = z.strictObject({
  source: line(120).min(1, "Say which scanner or proxy saw it.").describe("Name of the scanner or proxy"),
  seenAt: z.iso
    .datetime({ offset: true, error: "Write the time as 2026-05-12T09:30:00Z." })
    .describe("When it was seen"),
  kind: z.enum(sightingKinds).describe("What the value is"),
  value: line(2000).min(1, "Say what was seen.").describe("The name, URL, SHA-256, resource id or package URL"),
  name: line(200).default("").describe("What the scanner calls it"),
  detail: line(1000).default("").describe("What else the scanner knows of it"),
  environment: line(60).default("").describe("Where it was seen: production, a team's subnet, a laptop"),
  idempotencyKey: line(200).min(1).optional().describe("A sighting with the same key counts once, within 30 days"),
});
export type Sighting = z.infer<typeof Sighting>;

export const IngestInput = z.strictObject({
  batchKey: line(200)
    .min(1)
    .optional()
    .describe("A batch with the same key counts once; the header Idempotency-Key says the same"),
  sightings: z
    .array(Sighting)
    .min(1, "A batch holds at least one sighting.")
    .max(BATCH_LIMIT, `A batch holds at most ${BATCH_LIMIT} sightings. Send several batches.`),
});

const State = z.enum(discoveryStates);

export const IngestedDto = z.strictObject({
  batchId: Id,
  repeated: z.boolean().describe("Whether this batch came before and was not counted again"),
  counted: z.int().describe("Sightings that were counted"),
  created: z.int().describe("Discoveries that are new"),
  results: z
    .array(z.strictObject({ index: z.int(), id: Id, state: State }))
    .describe("The discovery that each sighting belongs to, by its place in the batch"),
  problems: z
    .array(z.strictObject({ index: z.int(), message: z.string() }))
    .describe("Sightings that could not be used, by their place in the batch; the others were counted"),
});
export type Ingested = z.infer<typeof IngestedDto>;

export const DiscoveryDto = z.strictObject({
  id: Id,
  source: z.string(),
  kind: z.enum(sightingKinds),
  value: z.string(),
  name: z.string(),
  detail: z.string(),
  environment: z.string(),
  state: State,
  guess: z.strictObject({
    as: z.enum(registerableTypes).nullable(),
    words: z.string(),
    name: z.string(),
    provider: z.string(),
  }),
  firstSeenAt: Moment,
  lastSeenAt: Moment,
  sightings: z.int(),
  match: z
    .strictObject({ by: z.enum(["rule", "person"]), node: NodeDto.nullable() })
    .nullable()
    .describe("What it is in the inventory"),
  reason: z.string(),
  dismissedUntil: Moment.nullable(),
  decidedBy: z.string().nullable().describe("Name of who decided last"),
  decidedAt: Moment.nullable(),
  version: z.int(),
  abilities: z.strictObject({ decide: z.boolean(), registerModel: z.boolean(), registerAsset: z.boolean() }),
});
export type DiscoveryDto = z.infer<typeof DiscoveryDto>;

const oneOrMany = <Item extends z.ZodType>(item: Item) =>
  z
    .union([item, z.array(item).max(50)])
    .transform((value): z.output<Item>[] => (Array.isArray(value) ? value : [value]))
    .optional();

export const ListDiscoveriesInput = z.strictObject({
  q: z.string().trim().max(200).optional().describe("Words of the value, name, detail, source or environment"),
  show: z
    .enum(["open", "known", "matched", "registered", "dismissed", "all"])
    .default("open")
    .describe("Open ones are the inbox; known ones are matched or registered"),
  kind: oneOrMany(z.enum(sightingKinds)).describe("Kinds of values, read as “or”"),
  source: oneOrMany(z.string().min(1).max(120)).describe("Scanners and proxies, read as “or”"),
  cursor: z.string().max(1000).optional().describe("`nextCursor` of the page before"),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("Discoveries a page, at most 200"),
});
export type ListDiscoveriesInput = z.infer<typeof ListDiscoveriesInput>;

export const DiscoveryListDto = z.strictObject({
  items: z.array(DiscoveryDto).describe("The most recently seen first"),
  nextCursor: z.string().nullable(),
  total: z.int(),
});

export const ReadDiscoveryInput = z.strictObject({ id: Id });
export const CountDiscoveriesInput = z.strictObject({});
export const DiscoveryCountsDto = z.strictObject({
  open: z.int(),
  matched: z.int(),
  registered: z.int(),
  dismissed: z.int(),
  sources: z
    .array(z.strictObject({ source: z.string(), count: z.int() }))
    .describe("Scanners and proxies, at most 100"),
});
export type DiscoveryCounts = z.infer<typeof DiscoveryCountsDto>;

export const MatchDiscoveryInput = z.strictObject({
  id: Id,
  expectedVersion: ExpectedVersion,
  type: z.enum(matchableTypes, "Choose what it is.").describe("The kind of thing it is"),
  entityId: z.uuid("Choose what it is.").describe("The id of that thing"),
});

export const RegisterDiscoveryInput = z.strictObject({
  id: Id,
  expectedVersion: ExpectedVersion,
  as: z.enum(registerableTypes, "Choose what to register it as."),
  name: line(200).min(1, "Give it a name.").describe("What people call it"),
  provider: line(200).default("").describe("Who makes it"),
  modelKind: ModelKind.default("other").describe("Of a model: what sort of model it is"),
  environment: DeploymentEnvironment.default("production").describe("Of a deployment: where it runs"),
  sensitivity: Sensitivity.default("internal"),
  ownerId: z.uuid().nullable().optional().describe("Who answers for it; you, when left out"),
});
export type RegisterDiscoveryInput = z.infer<typeof RegisterDiscoveryInput>;

export const DismissDiscoveryInput = z.strictObject({
  id: Id,
  expectedVersion: ExpectedVersion,
  reason: line(500).min(1, "Say why it needs no record.").describe("Why it needs no record"),
  until: z.iso
    .datetime({ offset: true, error: "Choose a day." })
    .describe("When it comes back if it is seen again, at most 366 days ahead"),
});

export const ReopenDiscoveryInput = z.strictObject({ id: Id, expectedVersion: ExpectedVersion });
