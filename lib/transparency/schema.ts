import { z } from "../zod.ts";

const Root = z.base64().describe("32 bytes");
const Size = z.int().min(0);

export const NoInput = z.strictObject({});

export const WitnessState = z.enum(["active", "paused", "removed"]);

const WitnessName = z.string().trim().min(1, "Give the witness a name.").max(80).describe("What people call it");
const WitnessKey = z
  .string()
  .trim()
  .min(1, "Paste the witness's verifier key.")
  .max(300)
  .describe("Verifier key: name+id+key");
const WitnessUrl = z
  .url({ protocol: /^https?$/, error: "Give a complete address that begins with https:// or http://." })
  .max(500)
  .describe("Submission prefix; /add-checkpoint is put behind it");

export const AddWitnessInput = z.strictObject({ name: WitnessName, vkey: WitnessKey, url: WitnessUrl });

export const UpdateWitnessInput = z.strictObject({
  id: z.uuid(),
  expectedVersion: z.int().min(1),
  name: WitnessName.optional(),
  url: WitnessUrl.optional(),
  state: z.enum(["active", "paused"]).optional(),
});

export const RemoveWitnessInput = z.strictObject({ id: z.uuid(), expectedVersion: z.int().min(1).optional() });

export const WitnessDto = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  vkey: z.string(),
  url: z.string(),
  state: WitnessState,
  createdAt: z.iso.datetime(),
});
export type WitnessDto = z.output<typeof WitnessDto>;

export const WitnessDetailDto = WitnessDto.extend({
  cosigned: z
    .strictObject({ size: Size, at: z.iso.datetime() })
    .nullable()
    .describe("The largest checkpoint of the current log that it cosigned, and when last"),
  attempt: z
    .strictObject({
      at: z.iso.datetime(),
      failures: z.int().min(0).describe("How often in a row it did not cosign"),
      problem: z.string().nullable().describe("Why it did not cosign, in words"),
      nextAt: z.iso.datetime().nullable().describe("When it is asked again after a failure"),
    })
    .nullable()
    .describe("How the last attempt went; null before the first"),
}).strict();
export type WitnessDetail = z.output<typeof WitnessDetailDto>;

export const WitnessList = z.strictObject({
  items: z.array(WitnessDetailDto),
  abilities: z.strictObject({ manage: z.boolean() }),
});

export const AuditSettingsDto = z.strictObject({
  version: z.int().min(0).describe("0 while nobody changed anything"),
  checkpointPublic: z.boolean().describe("Whether the newest checkpoint can be read without signing in"),
});
export type AuditSettingsDto = z.output<typeof AuditSettingsDto>;

export const UpdateAuditSettingsInput = z.strictObject({
  expectedVersion: z.int().min(0),
  checkpointPublic: z.boolean(),
});

export const LogKeyDto = z.strictObject({
  origin: z.string(),
  vkey: z.string().nullable().describe("Verifier key; null before the first checkpoint"),
  logUrl: z.string().describe("Prefix of the tlog-tiles paths"),
});

const WitnessHealth = z.strictObject({
  name: z.string(),
  state: WitnessState,
  size: Size.nullable().describe("Largest size it cosigned"),
  at: z.iso.datetime().nullable().describe("When it cosigned last"),
  problem: z.string().nullable(),
});

export const LogHealthDto = z.strictObject({
  origin: z.string(),
  vkey: z.string().nullable(),
  logUrl: z.string(),
  size: Size.describe("Entries that have an index"),
  queued: Size.describe("Entries that wait for one"),
  oldestQueuedSeconds: z.number().min(0).nullable(),
  checkpoint: z
    .strictObject({
      size: Size,
      root: Root,
      signedAt: z.iso.datetime(),
      publishedAt: z.iso.datetime().nullable(),
      problem: z.string().nullable().describe("Why the next one cannot be signed or written out"),
    })
    .nullable(),
  witnesses: z.array(WitnessHealth),
  frozen: z.string().nullable().describe("Why nothing is signed any more"),
});
export type LogHealth = z.output<typeof LogHealthDto>;

export const CheckpointPage = z.strictObject({
  items: z.array(
    z.strictObject({
      size: Size,
      root: Root,
      signedAt: z.iso.datetime(),
      publishedAt: z.iso.datetime().nullable(),
      note: z.string().describe("The signed note with its cosignatures"),
      cosignatures: z.array(z.strictObject({ witness: z.string(), name: z.string(), at: z.iso.datetime() })),
    }),
  ),
  nextCursor: z.number().nullable(),
});

export const ListCheckpointsInput = z.strictObject({
  cursor: z.coerce.number().int().min(1).optional().describe("Size below which to go on"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const ConsistencyInput = z.strictObject({
  from: z.coerce.number().int().min(0).describe("Older size"),
  to: z.coerce.number().int().min(0).describe("Newer size, at most that of the newest checkpoint"),
});

export const ConsistencyDto = z.strictObject({
  from: Size,
  to: Size,
  fromRoot: Root,
  toRoot: Root,
  proof: z.array(Root).describe("RFC 9162, section 2.1.4"),
});

/** Seconds that an answer may take to wait for what was asked. */
const Wait = z.coerce.number().int().min(0).max(20).default(0).describe("Seconds to wait for the seal");

export const ReadProofInput = z.strictObject({ id: z.uuid().describe("The entry's UUID"), wait: Wait });

export const ProofFile = z.strictObject({ fileName: z.string(), text: z.string() });

export const ReadLogFileInput = z.strictObject({ path: z.string().max(200).describe("Path below the log's prefix") });

export const LogFile = z.strictObject({
  kind: z.enum(["checkpoint", "tile", "entries"]),
  bytes: z.instanceof(Uint8Array),
});
