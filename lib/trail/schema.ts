import { z } from "../zod.ts";

const Image = z.record(z.string(), z.json()).nullable();

export const TrailEntryDto = z.strictObject({
  entryId: z.string().describe("Position-independent number of the entry, a decimal text"),
  uuid: z.uuid(),
  version: z.int().describe("Version of the thing after this change"),
  action: z.string(),
  at: z.iso.datetime(),
  actor: z.strictObject({ type: z.string(), ref: z.string(), name: z.string() }),
  entity: z.strictObject({ type: z.string(), id: z.string(), label: z.string() }),
  before: Image.describe("Old values of the fields that changed; null for a new thing"),
  after: Image.describe("All values after the change; null when the thing is gone"),
  reason: z.string().nullable(),
  requestId: z.string(),
  erased: z.boolean(),
  index: z.int().nullable().describe("Position in the log; null while the entry waits in the queue"),
  state: z
    .enum(["committed", "sealed", "witnessed"])
    .describe("committed, then under a signed checkpoint, then cosigned"),
  witnessedBy: z.int().min(0).describe("How many witnesses cosigned a checkpoint that covers it"),
});

export type TrailEntry = z.output<typeof TrailEntryDto>;

const Cursor = z
  .string()
  .regex(/^[1-9]\d{0,18}$/, "This is not a page of the trail.")
  .optional();

const Limit = z.coerce.number().int().min(1).max(200).default(50);

export const ListEntriesInput = z.strictObject({
  actor: z.string().max(100).optional().describe("Reference of a person or key, or the word for a system actor"),
  action: z.string().max(100).optional(),
  entityType: z.string().max(60).optional(),
  entityId: z.string().max(100).optional(),
  from: z.iso.datetime({ offset: true }).optional().describe("First instant, with zone"),
  to: z.iso.datetime({ offset: true }).optional().describe("Instant before which, with zone"),
  cursor: Cursor,
  limit: Limit,
});

export const EntryPage = z.strictObject({ items: z.array(TrailEntryDto), nextCursor: z.string().nullable() });

export const ReadEntryInput = z.strictObject({
  id: z.uuid().describe("The entry's UUID"),
  wait: z.coerce.number().int().min(0).max(20).default(0).describe("Seconds to wait until it is sealed"),
});

export const EntityHistoryInput = z.strictObject({
  entityType: z.string().max(60),
  entityId: z.string().max(100),
  cursor: Cursor,
  limit: Limit,
});

/** The bytes of one entry, for whoever checks it; all base64. */
export const EntryBytesDto = z.strictObject({
  leaf: z.base64().describe("The entry as it stands in the log: canonical JSON"),
  values: z
    .strictObject({
      body: z.base64().describe("The values held outside the log: canonical JSON"),
      salt: z.base64(),
      openings: z.array(z.strictObject({ pointer: z.string(), salt: z.base64(), value: z.json() })),
    })
    .nullable()
    .describe("null when the values were erased"),
  erasure: z
    .strictObject({
      uuid: z.uuid().describe("The entry of the erasure"),
      index: z.int().nullable(),
      at: z.iso.datetime(),
      by: z.string().nullable().describe("Name of who erased it; null when that was no person"),
      reason: z.string(),
      legalBasis: z.string(),
    })
    .nullable()
    .describe("The last erasure that took something out of this entry"),
  abilities: z.strictObject({ erase: z.boolean().describe("Whether what it recorded can be erased now") }),
});
export type EntryBytes = z.output<typeof EntryBytesDto>;

export const EntityChainDto = z.strictObject({
  items: z.array(z.strictObject({ uuid: z.uuid(), version: z.int(), leaf: z.base64() })),
  nextCursor: z.string().nullable(),
});

export const FindEntryInput = z.strictObject({
  q: z.string().trim().min(1).max(100).describe("Position in the log, or the id of an entry, a request, or a thing"),
});

export const FoundEntryDto = z.strictObject({
  found: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("entry"), uuid: z.uuid() }),
      z.strictObject({ kind: z.literal("thing"), entityType: z.string(), entityId: z.string() }),
      z.strictObject({ kind: z.literal("request"), requestId: z.string(), uuids: z.array(z.uuid()) }),
    ])
    .nullable(),
});

export const TrailFacetsDto = z.strictObject({
  actors: z.array(z.strictObject({ type: z.string(), ref: z.string(), name: z.string() })),
  actions: z.array(z.string()),
  entityTypes: z.array(z.string()),
  names: z.record(z.string(), z.string()).describe("Names of people and keys by id, to read entries with"),
});
export type TrailFacets = z.output<typeof TrailFacetsDto>;

export const TrailFacetsInput = z.strictObject({});

const TrailFilters = ListEntriesInput.omit({ cursor: true, limit: true });

export const ExportTrailInput = z.strictObject({ ...TrailFilters.shape, format: z.enum(["csv", "jsonl"]) });

/** What an export will hold: entries up to the newest one at its start. */
export const TrailExportDto = z.strictObject({
  fileName: z.string(),
  upTo: z.string(),
  entries: z.int().min(0),
});

const Why = {
  reason: z.string().trim().min(3, "Say why.").max(2_000).describe("Why; stays in the trail for good"),
  legalBasis: z.string().trim().min(3, "Name the legal basis.").max(500).describe("For example: GDPR article 17 (1) b"),
};

export const ErasePayloadInput = z.strictObject({ id: z.uuid().describe("The entry's UUID"), ...Why });

export const ErasePersonInput = z.strictObject({
  subject: z.enum(["user", "invitation"]).describe("What the id names: a disabled person, or an invitation"),
  id: z.uuid(),
  texts: z
    .array(z.string().trim().min(5, "Give at least five letters, so that nothing else is hit.").max(200))
    .max(20)
    .default([])
    .describe(
      "More texts that identify the person, beside the e-mail address; entries that hold them lose their content",
    ),
  ...Why,
});

export const PreviewErasureInput = ErasePersonInput.pick({ subject: true, id: true });

const RecordCount = z.strictObject({ entityType: z.string(), rows: z.int() });

export const ErasurePreviewDto = z.strictObject({
  subject: z.enum(["user", "invitation"]),
  id: z.uuid(),
  name: z.string().nullable().describe("null for an invitation: it has an address only"),
  email: z.string(),
  state: z
    .enum(["active", "ready", "erased"])
    .describe("Only what is ready can be erased; disable an active person first"),
  personal: z.int().describe("Entries that lose the values that speak of the person"),
  naming: z.int().describe("Entries that lose everything they recorded, because it holds the e-mail address"),
  namingByName: z.int().describe("Further entries whose recorded values hold the name"),
  records: z.array(RecordCount).describe("Live records that hold the e-mail address or the name"),
});
export type ErasurePreview = z.output<typeof ErasurePreviewDto>;

export const ErasureDto = z.strictObject({
  id: z.uuid(),
  entries: z.int().describe("How many entries lost something"),
  remaining: z.array(RecordCount).describe("Live records that still hold one of the texts; edit those by hand"),
});
export type ErasureResult = z.output<typeof ErasureDto>;

export const ReplayFindingDto = z.strictObject({
  kind: z.enum(["differs", "version", "missing", "unlogged", "payload", "entry"]),
  entityType: z.string(),
  entityId: z.string(),
  detail: z.string().describe("What is wrong, in words"),
});

export const ReplayReportDto = z.strictObject({
  compared: z.int().describe("Things compared with their newest entry"),
  notComparable: z.int().describe("Things of which something was erased"),
  findingCount: z.int(),
  findings: z.array(ReplayFindingDto).describe("The first thousand"),
});

const NewestEntry = TrailEntryDto.nullable().describe("The newest entry of the thing; null when there is none");

export const ReadReplayInput = z.strictObject({
  from: z.coerce.number().int().min(0).max(1_000).default(0).describe("How many findings to leave out"),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

export const ReplayRunDto = z.strictObject({
  ...ReplayReportDto.shape,
  findings: z
    .array(ReplayFindingDto.extend({ newest: NewestEntry }).strict())
    .describe("A page of the findings; the first thousand are kept"),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
});
export type ReplayRun = z.output<typeof ReplayRunDto>;

export const ReplayStateDto = z.strictObject({
  run: ReplayRunDto.nullable().describe("null before the first comparison"),
  kept: z.int().describe("Findings that can be read page by page"),
  task: z
    .strictObject({ id: z.uuid(), assignee: z.string().nullable() })
    .nullable()
    .describe("The open task about them"),
  abilities: z.strictObject({ run: z.boolean() }),
});

export const RequestedReplayDto = z.strictObject({
  requestedAt: z.iso.datetime().describe("A run that starts later answers this request"),
});

export const ExportBundleInput = z.strictObject({
  entries: z
    .array(z.uuid())
    .min(1)
    .max(200)
    .optional()
    .describe("Entries to prove, each with the whole history of its thing; left out: the whole log"),
});

export const BundleHeadDto = z.strictObject({
  fileName: z.string(),
  logId: z.int(),
  size: z.int().describe("Entries under the checkpoint"),
  checkpoint: z.string().describe("The signed checkpoint with its cosignatures"),
  policy: z.string().describe("A tlog-policy of the log's key and the witnesses"),
  entries: z.array(z.strictObject({ index: z.int(), uuid: z.uuid() })).nullable(),
});

export const BundlePageInput = z.strictObject({
  logId: z.int(),
  size: z.int(),
  part: z.enum(["tiles", "bundles", "payloads", "proofs"]),
  level: z.int().min(0).max(6).default(0),
  from: z.int().min(0).describe("First tile, bundle or index"),
  to: z.int().min(0),
  indices: z.array(z.int()).optional(),
});

export const BundlePageDto = z.strictObject({
  files: z.array(z.strictObject({ path: z.string(), data: z.string().describe("Base64") })),
});
