import { createHash } from "node:crypto";
import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { modelsCsv, modelsJson, type ExportRow } from "../export-text.ts";
import { joinConditions } from "../../kernel/conditions.ts";
import { listConditions } from "../list-conditions.ts";
import { ExportedFileDto, ExportModelsInput } from "../schema.ts";

const MOST_MODELS = 20_000;

type Row = Omit<ExportRow, "createdAt" | "updatedAt"> & { createdAt: Date; updatedAt: Date };

/** The filtered list as a file. The entry says who took what: the filter, the count and the file's digest. */
export const exportModels = defineCommand({
  name: "model.export",
  summary: "Export the filtered list of models as CSV or JSON",
  permission: "model:export",
  http: "POST /models/export",
  rawAnswer: ["text/csv", "application/json"],
  input: ExportModelsInput,
  output: ExportedFileDto,
  async run({ tx, input, ctx }) {
    const { format, ...filters } = input;
    const { sql, params } = joinConditions(listConditions(filters, ctx));
    const rows = await tx.$queryRawUnsafe<Row[]>(
      `select id, slug, name, kind, coalesce((select u.name from app_user u where u.id = owner_id), '') as owner, team, provider,
         sensitivity, stage, state, licence, tasks, tags, description, purpose, version,
         created_at as "createdAt", updated_at as "updatedAt"
       from model where ${sql} order by sort_name, id limit ${MOST_MODELS + 1}`,
      ...params,
    );
    if (rows.length > MOST_MODELS) {
      throw new AppError("unprocessable", "More than 20,000 models fit this filter. Narrow it, then export again.");
    }
    const at = ctx.now().toISOString();
    const models = rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    }));
    const content = format === "csv" ? modelsCsv(models) : modelsJson(models, at);
    const digest = createHash("sha256").update(content).digest("hex");
    const facts = { format, models: rows.length, digest, filters: JSON.stringify(filters) };
    return {
      result: {
        fileName: `models-${at.slice(0, 10)}.${format}`,
        mediaType: format === "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8",
        content,
        models: rows.length,
      },
      audit: [noted("model_export", ctx.newId(), facts)],
    };
  },
});
