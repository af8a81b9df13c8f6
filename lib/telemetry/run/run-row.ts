import type { RunDto } from "../run-schema.ts";

/** What a run's row is read as. */
export const RUN_COLUMNS =
  "id::text as id, model_id::text as model_id, version_id::text as version_id, experiment, name, status, started_at, ended_at, params, tags";

export type RunRow = {
  id: string;
  model_id: string | null;
  version_id: string | null;
  experiment: string;
  name: string;
  status: RunDto["status"];
  started_at: Date;
  ended_at: Date | null;
  params: Record<string, string>;
  tags: Record<string, string>;
};

/** A run as its readers see it. */
export function toRunDto(row: RunRow): RunDto {
  return {
    runId: row.id,
    modelId: row.model_id,
    versionId: row.version_id,
    experiment: row.experiment,
    name: row.name,
    status: row.status,
    startedAt: row.started_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
    params: row.params,
    tags: row.tags,
  };
}
