import { line, prose } from "../../kernel/text-schema.ts";
import { EntityHistoryInput, EntryPage } from "../../trail/schema.ts";
import { z } from "../../zod.ts";
import { severities } from "../../knowledge/severity.ts";
import { scopeTypes, threatStates, type ThreatState } from "../rules.ts";
import { reviewStates } from "../schema.ts";
import { dueLabels, linddunLabels, mitigationStates, stateFilters, strideLabels } from "./rules.ts";

const Id = z.uuid();
const Moment = z.iso.datetime();
const Day = z.iso.date();
const Person = z.strictObject({ id: Id, name: z.string(), active: z.boolean() });
const keysOf = <Key extends string>(labels: Readonly<Record<Key, unknown>>) => Object.keys(labels) as [Key, ...Key[]];
const OnVersion = z
  .int()
  .min(1)
  .optional()
  .describe("The version this was decided on; when it is another one by now, nothing is changed");

const State = z.enum(keysOf<ThreatState>(threatStates));
const SeverityName = z.enum(severities);
const Rating = z.int().min(1).max(5);
const StrideName = z.enum(keysOf(strideLabels));
const LinddunName = z.enum(keysOf(linddunLabels));
const Tactic = z.string().regex(/^AML\.TA\d{4}$/, "Write it like AML.TA0002.");
const Technique = z.string().regex(/^AML\.T\d{4}(\.\d{3})?$/, "Write it like AML.T0051.");
const Reference = z
  .string()
  .regex(/^(?:AML\.[TM]\d{4}(?:\.\d{3})?|[A-Z]{2,5}\d{2}:\d{4})$/, "Write it like AML.T0051 or LLM01:2025.");
const WebAddress = z
  .url({ protocol: /^https?$/, error: "Write an address that begins with https:// or http://." })
  .max(2000);

/** A fact that made the threat apply, as the engine puts it. */
export const Reason = z.strictObject({ predicate: line(80), words: line(500) });

/** What the threat is about in its diagram. */
const TargetPart = z.enum(["element", "flow", "zone"]);

export const Grammar = z.strictObject({
  source: line(200).min(1, "Say who or what does it.").describe("Who or what does it"),
  prerequisites: line(300).default("").describe("What has to be so first"),
  action: line(300).min(1, "Say what they do.").describe("What they do"),
  impact: line(300).min(1, "Say what comes of it.").describe("What comes of it"),
  asset: line(200).min(1, "Say what is harmed.").describe("What is harmed"),
});

export const Mitigation = z.strictObject({
  id: Id.describe("Made by the sender; kept for good"),
  title: line(300).min(1, "Say what is done against it."),
  state: z.enum(keysOf(mitigationStates)),
  controlId: line(60).nullable().default(null).describe("A control of the library, such as C-SRV-01"),
  note: line(1000).default(""),
});
export type Mitigation = z.infer<typeof Mitigation>;

const ThreatLink = z.union([
  z.strictObject({ kind: z.enum(["evidence", "task", "incident"]), id: Id, title: line(200).default("") }),
  z.strictObject({ kind: z.literal("address"), url: WebAddress, title: line(200).default("") }),
]);

const Mitigations = z.array(Mitigation).max(50, "At most 50 mitigations fit.");
const Links = z.array(ThreatLink).max(50, "At most 50 links fit.");
const Reasons = z.array(Reason).max(60);

// ---------------------------------------------------------------- what comes in

export const DecideThreatInput = z.strictObject({
  id: Id.describe("The threat model"),
  diagramId: Id,
  libraryId: line(30).min(1).describe("The threat of the library or of a pack: AIT-012"),
  targetId: Id.describe("The element or flow that it is about"),
  decision: z.enum(["accepted", "not_applicable", "mitigated"]),
  reason: line(2000).default("").describe("Needed for what does not apply"),
  severity: SeverityName.optional().describe("As suggested; the library's when left out"),
  because: Reasons.default([]).describe("The facts that made it fire"),
  ownerId: Id.nullable().optional(),
  dueOn: Day.nullable().optional(),
});

const content = {
  title: line(300).min(1, "Give the threat a title."),
  description: prose(),
  grammar: Grammar.nullable(),
  stride: z.array(StrideName).max(6),
  linddun: z.array(LinddunName).max(7),
  refs: z.array(Reference).max(60).describe("ATLAS techniques and OWASP risks with their edition"),
  severity: SeverityName.describe("Used while likelihood and impact are not both rated"),
  likelihood: Rating.nullable(),
  impact: Rating.nullable(),
  residualLikelihood: Rating.nullable().describe("With the mitigations that are in place"),
  residualImpact: Rating.nullable(),
  ownerId: Id.nullable().describe("Who sees to it"),
  dueOn: Day.nullable().describe("By when it is to be dealt with"),
  mitigations: Mitigations,
  links: Links.describe("Evidence, tasks, incidents and addresses"),
};

export const CreateThreatInput = z.strictObject({
  id: Id.describe("The threat model"),
  title: content.title,
  description: content.description.default(""),
  grammar: content.grammar.default(null),
  diagramId: Id.nullable().default(null),
  targetId: Id.nullable().default(null).describe("The element, flow or zone that it is about"),
  stride: content.stride.default([]),
  linddun: content.linddun.default([]),
  refs: content.refs.default([]),
  severity: content.severity.default("medium"),
  likelihood: content.likelihood.default(null),
  impact: content.impact.default(null),
  ownerId: content.ownerId.default(null),
  dueOn: content.dueOn.default(null),
  mitigations: Mitigations.default([]),
  links: Links.default([]),
  externalId: line(300).nullable().default(null),
});

export const UpdateThreatInput = z.strictObject({
  id: Id,
  expectedVersion: z.int().min(1).describe("Version that the change was made from; another one is a conflict"),
  ...z.strictObject(content).partial().shape,
  reason: line(1000).optional(),
});

export const SetThreatStateInput = z.strictObject({
  id: Id,
  expectedVersion: OnVersion,
  state: z.enum(["accepted", "mitigated", "not_applicable"]).describe("Accepted is: to be treated; it reopens"),
  reason: line(2000)
    .default("")
    .describe("Needed for what does not apply, or is mitigated by nothing that is implemented"),
});

export const RequestAcceptanceInput = z.strictObject({
  id: Id,
  expectedVersion: OnVersion,
  until: Day.describe("The risk is lived with until this day, at most 366 days from today"),
  reason: line(2000).min(1, "Say why the risk can be lived with."),
});

export const AcceptRiskInput = z.strictObject({
  id: Id,
  expectedVersion: OnVersion,
  reason: line(2000).optional().describe("What to note with the decision"),
});

export const RefuseRiskInput = z.strictObject({
  id: Id,
  expectedVersion: OnVersion,
  reason: line(2000).min(1, "Say why the risk cannot be lived with."),
});

export const CommentThreatInput = z.strictObject({
  id: Id,
  body: prose().min(1, "Write something.").max(5_000, "Use at most 5,000 characters."),
  mentions: z.array(Id).max(20, "At most 20 people can be mentioned.").default([]).describe("People to be told"),
});

// ---------------------------------------------------------------- what goes out

export const ThreatSummaryDto = z.strictObject({
  id: Id,
  title: z.string(),
  state: State.describe("As of today: a risk whose acceptance has ended is to be treated again"),
  expired: z.boolean().describe("Whether the risk was accepted until a day that has passed"),
  asked: z.boolean().describe("Whether somebody asked to accept the risk and nobody decided"),
  severity: SeverityName,
  residualSeverity: SeverityName.nullable(),
  likelihood: z.int().nullable(),
  impact: z.int().nullable(),
  threatModel: z.strictObject({ id: Id, slug: z.string(), name: z.string() }),
  diagramId: Id.nullable(),
  target: z.strictObject({ part: TargetPart, id: Id }).nullable(),
  targetName: z.string(),
  libraryId: z.string().nullable(),
  stride: z.array(StrideName),
  refs: z.array(z.string()),
  tactics: z.array(z.string()),
  because: z.array(Reason),
  owner: Person.nullable(),
  dueOn: Day.nullable(),
  overdue: z.boolean(),
  acceptedUntil: Day.nullable(),
  mitigations: z.strictObject({ all: z.int(), inPlace: z.int() }),
  comments: z.int(),
  version: z.int(),
  updatedAt: Moment,
});
export type ThreatSummaryDto = z.infer<typeof ThreatSummaryDto>;

const CommentDto = z.strictObject({
  id: Id,
  author: z.string().describe("Name of who wrote it"),
  body: z.string(),
  mentions: z.array(z.strictObject({ id: Id, name: z.string() })),
  createdAt: Moment,
});

const MappingDto = z.strictObject({
  taxonomy: z.string(),
  version: z.string(),
  id: z.string(),
  name: z.string().nullable(),
});

export const ThreatDto = z.strictObject({
  ...ThreatSummaryDto.omit({ mitigations: true, comments: true }).shape,
  description: z.string(),
  grammar: Grammar.nullable(),
  linddun: z.array(LinddunName),
  libraryVersion: z.string().nullable().describe("Pack and its version: modelkeep-ai@1.0.0"),
  taxonomy: z.array(MappingDto).describe("Where published taxonomies have it, each with its edition"),
  stateReason: z.string(),
  residualLikelihood: z.int().nullable(),
  residualImpact: z.int().nullable(),
  acceptRequestedBy: Person.nullable(),
  acceptedBy: Person.nullable(),
  mitigations: z.array(Mitigation),
  links: z.array(ThreatLink),
  comments: z.array(CommentDto).describe("Oldest first"),
  advice: z
    .strictObject({
      how: z.string(),
      first: z.string(),
      controls: z.array(z.strictObject({ id: z.string(), title: z.string() })),
    })
    .nullable()
    .describe("What the library knows of it: how it is done, what to do first, controls against it"),
  externalId: z.string().nullable(),
  createdBy: Person.nullable(),
  createdAt: Moment,
  abilities: z.strictObject({
    edit: z.boolean(),
    ask: z.boolean().describe("Ask to accept the risk"),
    decide: z.boolean().describe("Accept or refuse the risk that somebody asked for"),
    comment: z.boolean(),
  }),
});
export type ThreatDto = z.infer<typeof ThreatDto>;

export const ReadThreatInput = z.strictObject({ id: Id });

const oneOrMany = <Item extends z.ZodType>(item: Item) =>
  z
    .union([item, z.array(item).max(50)])
    .transform((value): z.output<Item>[] => (Array.isArray(value) ? value : [value]))
    .optional();

const filters = {
  q: z.string().trim().max(200).optional().describe("Words of the title, description, target or library id"),
  state: z.enum(keysOf(stateFilters)).default("open"),
  severity: oneOrMany(SeverityName),
  owner: z.union([Id, z.enum(["me", "nobody"])]).optional(),
  due: z.enum(keysOf(dueLabels)).optional(),
  tactic: oneOrMany(Tactic),
  technique: oneOrMany(Technique).describe("With its sub-techniques"),
  stride: oneOrMany(StrideName),
  threatModel: Id.optional(),
  entityType: z.enum(scopeTypes).optional(),
  entityId: Id.optional().describe("Only threats of threat models that look at this thing"),
};
export const ThreatFilters = z.strictObject(filters);
export type ThreatFilters = z.infer<typeof ThreatFilters>;

export const ListThreatsInput = z.strictObject({
  ...filters,
  sort: z.literal("-rank").default("-rank").describe("Severest first"),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListThreatsInput = z.infer<typeof ListThreatsInput>;

export const ThreatListDto = z.strictObject({
  items: z.array(ThreatSummaryDto),
  nextCursor: z.string().nullable(),
  total: z.int().describe("Counted up to 20,000"),
});

const Facet = z.array(z.strictObject({ value: z.string(), label: z.string(), count: z.int() }));
export const ThreatFacetsDto = z.strictObject({
  state: Facet,
  severity: Facet,
  owner: Facet,
  due: Facet,
  tactic: Facet,
  stride: Facet,
  threatModel: Facet,
});
export type ThreatFacetsDto = z.infer<typeof ThreatFacetsDto>;

export const ExportThreatsInput = z.strictObject({ ...filters, format: z.literal("csv").default("csv") });
export const ExportedThreatsDto = z.strictObject({
  fileName: z.string(),
  mediaType: z.string(),
  content: z.string(),
  threats: z.int(),
});

export const ThreatHistoryInput = z.strictObject({
  id: Id,
  cursor: EntityHistoryInput.shape.cursor,
  limit: EntityHistoryInput.shape.limit,
});
export const ThreatHistoryDto = z.strictObject({
  ...EntryPage.shape,
  people: z.record(z.string(), z.string()).describe("Names of the people whom values refer to, by id"),
});

export const ThreatModelHistoryInput = z.strictObject({
  id: z.string().min(1).max(200).describe("The threat model's id or slug"),
  cursor: EntityHistoryInput.shape.cursor,
  limit: EntityHistoryInput.shape.limit,
});
export const ThreatModelHistoryDto = ThreatHistoryDto;

export const HeatMapInput = z.strictObject({
  threatModel: Id.optional().describe("Only this threat model; left out: the organization"),
});
const HeatCounts = { open: z.int(), mitigated: z.int(), acceptedRisk: z.int(), notApplicable: z.int() };
const TechniqueHeat = z.strictObject({ id: z.string(), name: z.string(), ...HeatCounts });
export const HeatMapDto = z.strictObject({
  release: z.string().describe("The content release of MITRE ATLAS"),
  tactics: z
    .array(z.strictObject({ id: z.string(), name: z.string(), techniques: z.array(TechniqueHeat) }))
    .describe("In the order of the matrix; sub-techniques count for their technique"),
  covered: z.int().describe("Techniques that somebody looked at"),
  techniques: z.int().describe("Techniques there are"),
});
export type HeatMapDto = z.infer<typeof HeatMapDto>;

export const ThreatsOfNodeInput = z.strictObject({ type: z.enum(scopeTypes), id: Id });
const SeverityCounts = z.strictObject({ critical: z.int(), high: z.int(), medium: z.int(), low: z.int() });
export const ThreatsOfNodeDto = z.strictObject({
  open: SeverityCounts.describe("Still to be treated, by severity"),
  mitigated: z.int(),
  acceptedRisk: z.int(),
  overdue: z.int(),
  threatModels: z.array(
    z.strictObject({
      id: Id,
      slug: z.string(),
      name: z.string(),
      stage: z.string(),
      review: z.enum(reviewStates),
      open: SeverityCounts,
    }),
  ),
  worst: z.array(ThreatSummaryDto).describe("The five severest open ones"),
});
export type ThreatsOfNodeDto = z.infer<typeof ThreatsOfNodeDto>;
