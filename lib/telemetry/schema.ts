import { z } from "../zod.ts";
import {
  alertStates,
  driftStatuses,
  healthStates,
  referenceStories,
  resolutionNames,
  seriesKinds,
  signalSeverities,
} from "./rules.ts";

const Moment = z.iso.datetime();
const Id = z.uuid();
const Millis = z.int().describe("Milliseconds since 1970, UTC");

const Range = {
  from: z.iso.datetime({ offset: true }).optional().describe("Begin; a day before the end when left out"),
  to: z.iso.datetime({ offset: true }).optional().describe("End; now when left out"),
  version: z.string().max(120).optional().describe("Label or id of one version; all of them when left out"),
};

export const ReadTelemetryInput = z.strictObject({ id: z.string().max(200), ...Range });

/** A value over time; null where nothing was measured, which is not 0. */
export const PointDto = z.tuple([Millis, z.number().nullable()]);

export const SeriesDto = z.strictObject({
  id: z.string().describe("kind:name, stable in addresses"),
  kind: z.enum(seriesKinds),
  type: z.enum(["number", "category", "count"]).describe("What its values are"),
  name: z.string(),
  label: z.string(),
  unit: z.string().describe("As people write it: ms, %, tokens; empty for plain numbers"),
});
export type Series = z.infer<typeof SeriesDto>;

export const TileDto = z.strictObject({
  id: z.string(),
  label: z.string(),
  value: z.number().nullable().describe("The newest closed window's; null is not enough data"),
  unit: z.string(),
  note: z.string().describe("What is usual or the limit, in words"),
  tone: z.enum(["plain", "amber", "red"]),
  limit: z.number().nullable(),
  series: z.string().describe("The series that the tile opens"),
  points: z.array(PointDto),
});
export type Tile = z.infer<typeof TileDto>;

export const DriftCellDto = z.strictObject({
  status: z.enum(driftStatuses),
  effect: z.number().nullable().describe("Jensen-Shannon distance to the reference, 0 to 1"),
  p: z.number().nullable().describe("Adjusted over the features of the window"),
  n: z.int(),
  story: z
    .enum(referenceStories)
    .nullable()
    .describe("What the frozen reference and the last two weeks say together; null where they were not compared"),
  rolling: z.number().nullable().describe("Jensen-Shannon distance to the last two weeks"),
});
export type DriftCell = z.infer<typeof DriftCellDto>;

export const DriftRowDto = z.strictObject({
  series: z.string(),
  feature: z.string(),
  type: z.enum(["number", "category"]),
  worst: z.number().nullable(),
  cells: z.array(DriftCellDto).describe("One for each column"),
});

export const DriftMatrixDto = z.strictObject({
  stepMs: z.int(),
  columns: z.array(Millis).describe("Begins of the windows"),
  rows: z.array(DriftRowDto).describe("The feature with the most drift first"),
  features: z.int().describe("How many features there are"),
  drifted: z.int().describe("How many of them drifted in the newest window with enough data"),
  floor: z.number(),
  alpha: z.number(),
});
export type DriftMatrix = z.infer<typeof DriftMatrixDto>;

export const AnnotationDto = z.strictObject({
  at: Millis,
  until: Millis.nullable(),
  kind: z.enum(["version", "alert", "rebaseline", "silence", "signal"]),
  words: z.string(),
  href: z.string().nullable(),
});
export type Annotation = z.infer<typeof AnnotationDto>;

export const SignalDto = z.strictObject({
  id: Id,
  at: Moment,
  kind: z
    .string()
    .describe("extraction, evasion, membership, injection, leak, canary, ood, poisoning, silence, drift, anomaly …"),
  label: z.string(),
  severity: z.enum(signalSeverities),
  sure: z.number().describe("0 to 1"),
  words: z.string().describe("What was seen, with numbers"),
  techniques: z.array(z.string()).describe("MITRE ATLAS"),
  client: z.string().nullable().describe("Short form of the keyed hash"),
  series: z.string().nullable(),
  version: z.string().nullable(),
  evidence: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
});
export type Signal = z.infer<typeof SignalDto>;

export const ReferenceDto = z.strictObject({
  id: Id,
  state: z.enum(["proposed", "frozen", "retired", "rejected"]),
  origin: z.enum(["window", "upload"]),
  from: Moment.nullable(),
  to: Moment.nullable(),
  rows: z.int(),
  features: z.int(),
  digest: z.string(),
  reason: z.string(),
  proposedBy: z.string().nullable(),
  proposedById: Id.nullable(),
  decidedBy: z.string().nullable(),
  proposedAt: Moment,
  decidedAt: Moment.nullable(),
  version: z.int(),
});
export type Reference = z.infer<typeof ReferenceDto>;

export const TelemetryDto = z.strictObject({
  model: z.strictObject({ id: Id, name: z.string(), slug: z.string() }),
  state: z.enum(["no_data", "warm_up", "live", "silent"]),
  finding: z.string().describe("What matters most in the range, in a sentence"),
  from: Millis,
  to: Millis,
  stepMs: z.int(),
  firstAt: Moment.nullable(),
  lastAt: Moment.nullable(),
  events: z.int().describe("Counted in the range"),
  late: z
    .int()
    .describe("Of these, came after their window was judged; batches with something older than a day are history"),
  waiting: z.int().describe("Batches that are accepted and not yet counted"),
  clients: z.int().describe("Distinct clients, estimated"),
  versions: z.array(z.strictObject({ id: Id, label: z.string() })),
  version: z.string().nullable(),
  reference: ReferenceDto.nullable(),
  proposed: ReferenceDto.nullable(),
  health: z.array(z.strictObject({ at: Millis, state: z.enum(healthStates), words: z.string() })),
  tiles: z.array(TileDto),
  series: z.array(SeriesDto),
  drift: DriftMatrixDto,
  annotations: z.array(AnnotationDto),
  signals: z.array(SignalDto).describe("The gravest of the range, at most ten"),
});
export type Telemetry = z.infer<typeof TelemetryDto>;

export const ReadPointsInput = z.strictObject({
  id: z.string().max(200),
  series: z.string().max(400),
  points: z.coerce.number().int().min(10).max(2_000).default(400),
  ...Range,
});

export const PointsDto = z.strictObject({
  series: SeriesDto,
  resolution: z.enum(resolutionNames),
  stepMs: z.int(),
  lines: z.array(
    z.strictObject({
      id: z.string(),
      label: z.string(),
      unit: z.string().describe("Of this line; the share of missing values is in % whatever the series is in"),
      /** Reduced to the first, least, largest and last of each pixel (M4): no spike is lost. */
      points: z.array(PointDto),
    }),
  ),
  band: z
    .array(z.tuple([Millis, z.number(), z.number()]))
    .describe("What was expected at the time, low and high; only where there was enough history"),
  note: z.string().describe("What to know about the lines, such as how far an estimate was off; empty for nothing"),
});
export type Points = z.infer<typeof PointsDto>;

export const ReadDistributionInput = z.strictObject({
  id: z.string().max(200),
  series: z.string().max(400),
  at: z.coerce.number().int().describe("Begin of the window, milliseconds"),
  stepMs: z.coerce.number().int().min(3_600_000).max(94_694_400_000),
  version: z.string().max(120).optional(),
  against: z
    .string()
    .max(120)
    .optional()
    .describe("Label or id of another version: compare with it, over all of stepMs, instead of the reference"),
});

const Bar = z.strictObject({
  label: z.string(),
  from: z.number().nullable(),
  to: z.number().nullable(),
  reference: z.number().describe("Share of the reference, 0 to 1"),
  current: z.number(),
});

export const DistributionDto = z.strictObject({
  series: SeriesDto,
  at: Millis,
  stepMs: z.int(),
  status: z.enum(driftStatuses),
  words: z.array(z.string()).describe("The verdict and the numbers of the test, sentence by sentence"),
  n: z.int(),
  referenceN: z.int(),
  nulls: z.int(),
  bars: z.array(Bar),
  medianReference: z.number().nullable(),
  medianCurrent: z.number().nullable(),
  statistics: z.array(
    z.strictObject({ name: z.string(), value: z.number().nullable(), p: z.number().nullable(), note: z.string() }),
  ),
  rolling: z
    .strictObject({
      story: z.enum(referenceStories),
      distance: z.number().nullable(),
      days: z.int().describe("Days that are in it"),
      words: z.array(z.string()),
    })
    .nullable()
    .describe("The same window against the two weeks before its day; null where they were not counted"),
  causes: z
    .array(z.strictObject({ cause: z.enum(["attack", "bug", "season", "world"]), sure: z.number(), words: z.string() }))
    .describe("Why it may have moved, the likeliest first, with the number that says so"),
});
export type Distribution = z.infer<typeof DistributionDto>;

export const ClientDto = z.strictObject({
  client: z.string().describe("Short form of the keyed hash"),
  requests: z.int(),
  usual: z.number().nullable().describe("Times its own usual rate"),
  share: z.number().describe("Of all requests, 0 to 1"),
  distinct: z.number().nullable().describe("Share of inputs that are distinct"),
  nearBoundary: z.number().nullable().describe("Share of requests with a small margin"),
  labels: z.int().describe("How many different predictions it saw"),
  errors: z.int(),
  injections: z.int(),
  verdict: z.string(),
  severity: z.enum(signalSeverities).nullable(),
});
export type TelemetryClient = z.infer<typeof ClientDto>;

export const ReadClientsInput = z.strictObject({ id: z.string().max(200), ...Range });
export const ClientsDto = z.strictObject({
  clients: z.array(ClientDto).describe("The fifty with the most requests"),
  total: z.int(),
  requests: z.int(),
});

export const TelemetryModelDto = z.strictObject({
  model: z.strictObject({ id: Id, name: z.string(), slug: z.string() }),
  state: z.enum(["no_data", "warm_up", "live", "silent"]),
  lastAt: Moment.nullable(),
  perHour: z.number().nullable(),
  drifted: z.int(),
  features: z.int(),
  alerts: z.int(),
  worst: z.enum(signalSeverities).nullable(),
  words: z.string(),
  volume: z.array(PointDto),
});
export type TelemetryModel = z.infer<typeof TelemetryModelDto>;

export const AlertDto = z.strictObject({
  id: Id,
  state: z.enum(alertStates),
  severity: z.enum(signalSeverities),
  title: z.string(),
  words: z.string(),
  model: z.strictObject({ id: Id, name: z.string(), slug: z.string() }).nullable(),
  rule: z.string().nullable(),
  startedAt: Moment,
  firedAt: Moment.nullable(),
  resolvedAt: Moment.nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: Moment.nullable(),
  silenced: z.boolean(),
  count: z.int().describe("How many signals are in it"),
  techniques: z.array(z.string()),
  series: z.string().nullable(),
  version: z.int(),
});
export type Alert = z.infer<typeof AlertDto>;

const Paging = {
  cursor: z.string().max(500).optional().describe("`nextCursor` of the page before"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const pageOf = <Item extends z.ZodType>(items: z.ZodArray<Item>) =>
  z.strictObject({ items, nextCursor: z.string().nullable(), total: z.int() });

export const ListAlertsInput = z.strictObject({
  state: z
    .enum(["open", ...alertStates, "all"])
    .default("open")
    .describe("Open ones are pending or firing"),
  severity: z.enum(signalSeverities).optional(),
  model: z.string().max(200).optional().describe("Id or slug of a model"),
  q: z.string().max(200).optional().describe("Words of the title or of what was seen; all must be there"),
  ...Paging,
});
export const AlertListDto = pageOf(
  z.array(AlertDto).describe("Firing before pending before resolved, the newest first"),
);

export const AcknowledgeAlertInput = z.strictObject({ id: Id, expectedVersion: z.int().min(1).optional() });

export const ListTelemetryInput = z.strictObject({
  q: z.string().max(200).optional().describe("Words of the model's name or slug; all must be there"),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const TelemetryList = z.strictObject({
  items: z.array(TelemetryModelDto),
  nextCursor: z.string().nullable(),
  total: z.int(),
});

export const ListSignalsInput = z.strictObject({
  id: z.string().max(200),
  from: Range.from,
  to: Range.to,
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const SignalList = z.strictObject({ items: z.array(SignalDto) });
