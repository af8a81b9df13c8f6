import { defineScratch } from "../../kernel/command.ts";
import { CreateRunInput, RunDto } from "../run-schema.ts";
import { RUN_COLUMNS, toRunDto, type RunRow } from "../run/run-row.ts";

/** Begins a run of an MLflow client. */
export const createRun = defineScratch({
  name: "telemetry.create_run",
  summary: "Begin a run of an MLflow client",
  permission: "telemetry:write",
  reason: "A run only says which model its metrics belong to; the batches of metrics are in a digest.",
  input: CreateRunInput,
  output: RunDto,
  async run({ tx, input, ctx }) {
    const rows = await tx.$queryRawUnsafe<RunRow[]>(
      `insert into telemetry_run (org_id, id, model_id, version_id, experiment, name, status, started_at, tags)
       values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, 'RUNNING', $7::timestamptz, $8::jsonb) returning ${RUN_COLUMNS}`,
      ctx.orgId,
      ctx.newId(),
      input.modelId,
      input.versionId,
      input.experiment,
      input.name,
      new Date(input.startedAt ?? ctx.now().getTime()).toISOString(),
      JSON.stringify(input.tags),
    );
    const [row] = rows;
    if (row === undefined) throw new Error("the run was not written");
    return toRunDto(row);
  },
});
