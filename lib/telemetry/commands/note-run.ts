import { defineScratch } from "../../kernel/command.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { NoteRunInput, RunDto } from "../run-schema.ts";
import { RUN_COLUMNS, toRunDto, type RunRow } from "../run/run-row.ts";

const MOST_PAIRS = 2_000;

/** Notes what an MLflow client says of its run: parameters, tags, that it ended, whose it is. Said again, it changes nothing. */
export const noteRun = defineScratch({
  name: "telemetry.note_run",
  summary: "Note what an MLflow client says of its run",
  permission: "telemetry:write",
  reason: "A run only says which model its metrics belong to; the batches of metrics are in a digest.",
  input: NoteRunInput,
  output: RunDto,
  async run({ tx, input, ctx }) {
    const rows = await tx.$queryRawUnsafe<RunRow[]>(
      `update telemetry_run set params = params || $3::jsonb, tags = tags || $4::jsonb, status = coalesce($5, status),
         name = coalesce($6, name), ended_at = coalesce($7::timestamptz, ended_at),
         version_id = case when $8::uuid is null then version_id else $9::uuid end, model_id = coalesce($8::uuid, model_id)
       where org_id = $1::uuid and id = $2::uuid returning ${RUN_COLUMNS}`,
      ctx.orgId,
      input.runId,
      JSON.stringify(input.params ?? {}),
      JSON.stringify(input.tags ?? {}),
      input.status ?? null,
      input.name ?? null,
      input.endedAt === undefined ? null : new Date(input.endedAt).toISOString(),
      input.subject?.modelId ?? null,
      input.subject?.versionId ?? null,
    );
    const row = rows[0] ?? notFound("run");
    if (Object.keys(row.params).length > MOST_PAIRS || Object.keys(row.tags).length > MOST_PAIRS) {
      throw new AppError("invalid_input", `A run holds at most ${MOST_PAIRS} parameters and as many tags.`);
    }
    return toRunDto(row);
  },
});
