import { NodeDto, NodeTypeName, RelationName } from "../inventory/assets/schema.ts";
import { PersonDto, Sensitivity } from "../inventory/schema.ts";
import { z } from "../zod.ts";

export const Direction = z.enum(["up", "down", "both"]);
export type Direction = z.infer<typeof Direction>;

const oneOrMany = <Item extends z.ZodType>(item: Item) =>
  z
    .union([item, z.array(item).max(50)])
    .transform((value): z.output<Item>[] => (Array.isArray(value) ? value : [value]))
    .optional();

export const ReadLineageInput = z.strictObject({
  id: z.string().min(1).max(200).describe("The thing's id or, with the type, its slug; a version's is model/label"),
  type: NodeTypeName.optional().describe("Needed to find a thing by its slug"),
  direction: Direction.default("both").describe("up: what it is made from; down: what trouble in it reaches"),
  depth: z.coerce.number().int().min(1).max(50).default(50).describe("How many links to follow at most"),
  relation: oneOrMany(RelationName).describe("Kinds of links to follow; all, when left out"),
  limit: z.coerce.number().int().min(1).max(2000).default(2000).describe("Things to give for each direction"),
});
export type ReadLineageInput = z.infer<typeof ReadLineageInput>;

export const LineageNodeDto = z.strictObject({
  ...NodeDto.shape,
  status: z.string().describe("A system's or deployment's status; empty for other kinds"),
  side: z.enum(["start", "up", "down", "both"]).describe("Where it lies, seen from the start"),
  distance: z.int().min(0).describe("Links between it and the start, at the least"),
  via: RelationName.nullable().describe("The kind of the last link on a shortest way to it; null for the start"),
  certain: z
    .boolean()
    .describe("false when it is only reached over data that is stated without a version: it may be affected"),
});
export type LineageNode = z.infer<typeof LineageNodeDto>;

export const LineageTotals = z.strictObject({
  count: z.int().describe("How many things there are in this direction"),
  complete: z.boolean().describe("false when counting stopped: there are at least so many"),
  byType: z.array(z.strictObject({ type: NodeTypeName, count: z.int() })),
  live: z.int().describe("Deployments among them that are live"),
  unsure: z.int().describe("Things among them that may be affected: they state data without a version"),
});
export type LineageTotals = z.infer<typeof LineageTotals>;

export const LineageDto = z.strictObject({
  of: NodeDto,
  nodes: z.array(LineageNodeDto).describe("The start, then the nearest in each direction"),
  edges: z
    .array(z.strictObject({ relation: RelationName, up: z.uuid(), down: z.uuid(), certain: z.boolean() }))
    .describe("Links between the given nodes; trouble flows from up to down. Not certain: stated without a version"),
  up: LineageTotals.nullable(),
  down: LineageTotals.nullable(),
});
export type LineageDto = z.infer<typeof LineageDto>;

const Instant = z.iso
  .datetime({ offset: true })
  .describe("An instant with its zone, such as 2026-05-12T08:00:00+02:00");

/** The entry of the trail that made something what it was. */
export const SourceEntry = z.strictObject({
  uuid: z.uuid().describe("Its proof is at /audit/{uuid} and /api/v1/audit/entries/{uuid}/proof"),
  version: z.int(),
  action: z.string(),
  at: z.iso.datetime(),
  by: z.string().describe("Name of who did it"),
  reason: z.string().nullable(),
  index: z.int().nullable().describe("Position in the log; null while it waits"),
  state: z.enum(["committed", "sealed", "witnessed"]),
  witnessedBy: z.int(),
});
export type SourceEntry = z.infer<typeof SourceEntry>;

export const ReadAssetAtInput = z.strictObject({
  id: z.string().min(1).max(200).describe("The thing's id or, with the type, its slug"),
  type: NodeTypeName.optional().describe("Needed to find a thing by its slug"),
  time: Instant,
});

const Image = z.record(z.string(), z.json());

export const AssetAtDto = z.strictObject({
  type: NodeTypeName,
  id: z.uuid(),
  time: z.iso.datetime(),
  state: z
    .enum(["recorded", "not_yet", "erased", "gone"])
    .describe("recorded; not there yet; its values were erased; no longer there"),
  image: Image.nullable().describe("The record as it was, as the trail holds it"),
  entry: SourceEntry.nullable().describe("The newest entry at that time"),
  first: z.iso.datetime().nullable().describe("When the thing was first recorded"),
  next: z
    .strictObject({ uuid: z.uuid(), at: z.iso.datetime() })
    .nullable()
    .describe("The change that came after; null when it is still so"),
  people: z.record(z.string(), z.string()).describe("Names of the people it speaks of, by id"),
  nodes: z.array(NodeDto).describe("What its links point at, with the names of today"),
});
export type AssetAtDto = z.infer<typeof AssetAtDto>;

export const LiveAtInput = z.strictObject({
  time: Instant.optional().describe("An instant with its zone; now, when left out"),
  cursor: z.uuid().optional().describe("`nextCursor` of the page before"),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("Deployments a page, at most 200"),
});

export const LiveDeploymentDto = z.strictObject({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  status: z.string(),
  environment: z.string(),
  exposure: z.string(),
  endpoint: z.string(),
  sensitivity: Sensitivity,
  team: z.string(),
  owner: PersonDto.nullable().describe("Who answered for it then"),
  runs: z.array(NodeDto).describe("The models and versions it ran then"),
  serves: z.array(NodeDto).describe("The systems it served then"),
  entry: SourceEntry,
});
export type LiveDeployment = z.infer<typeof LiveDeploymentDto>;

export const LiveAtDto = z.strictObject({
  time: z.iso.datetime(),
  items: z.array(LiveDeploymentDto).describe("In the order in which they were registered"),
  nextCursor: z.uuid().nullable(),
  total: z.int().describe("How many were live; counted up to 20,000 deployments"),
  erased: z.int().describe("Deployments of which the trail no longer holds how they were"),
});
export type LiveAtDto = z.infer<typeof LiveAtDto>;
