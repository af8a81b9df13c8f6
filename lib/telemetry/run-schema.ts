import { z } from "../zod.ts";

const text = (most: number) => z.string().max(most);
const status = z.enum(["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"]);
const pairs = (most: number) => z.record(text(250), text(most));
const runId = z.uuid().describe("MLflow writes it without dashes");
const time = z.int().min(0).max(253_402_300_799_999).describe("Milliseconds since 1970");

export const CreateRunInput = z.strictObject({
  experiment: text(500).describe("Id of the experiment, as MLflow's client knows it"),
  name: text(500),
  startedAt: time.nullable(),
  modelId: z.uuid().nullable(),
  versionId: z.uuid().nullable(),
  tags: pairs(5_000),
});

export const NoteRunInput = z.strictObject({
  runId,
  params: pairs(6_000).optional(),
  tags: pairs(5_000).optional(),
  status: status.optional(),
  name: text(500).optional(),
  endedAt: time.optional(),
  /** Model and version, when a tag names them. */
  subject: z.strictObject({ modelId: z.uuid(), versionId: z.uuid().nullable() }).optional(),
});

export const ReadRunInput = z.strictObject({ runId });

export const RunDto = z.strictObject({
  runId: z.uuid(),
  modelId: z.uuid().nullable(),
  versionId: z.uuid().nullable(),
  experiment: z.string(),
  name: z.string(),
  status,
  startedAt: time,
  endedAt: time.nullable(),
  params: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
});
export type RunDto = z.infer<typeof RunDto>;
