import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { ReadRunInput, RunDto } from "../run-schema.ts";
import { RUN_COLUMNS, toRunDto, type RunRow } from "../run/run-row.ts";

/** A run of an MLflow client: which model it is of, and what the client said of it. */
export const readRun = defineQuery({
  name: "telemetry.run",
  summary: "Read a run of an MLflow client",
  permission: "telemetry:write",
  input: ReadRunInput,
  output: RunDto,
  async run({ db, input, ctx }) {
    const rows = await db.$queryRawUnsafe<RunRow[]>(
      `select ${RUN_COLUMNS} from telemetry_run where org_id = $1::uuid and id = $2::uuid`,
      ctx.orgId,
      input.runId,
    );
    return toRunDto(rows[0] ?? notFound("run"));
  },
});
