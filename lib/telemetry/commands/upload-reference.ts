import { defineCommand } from "../../kernel/command.ts";
import { loadTelemetryModel } from "../load-telemetry-model.ts";
import { columnFromRows } from "../reference/build-columns.ts";
import { addReference } from "../reference/freeze-reference.ts";
import { toReferenceDto } from "../reference/reference-dto.ts";
import { UploadReferenceInput } from "../reference-schema.ts";
import { ReferenceDto } from "../schema.ts";

/** Makes uploaded rows the reference of a model; the rows themselves are not kept, only what is counted of them. */
export const uploadReference = defineCommand({
  name: "telemetry.upload_reference",
  summary: "Upload columns of training data that a model's telemetry is compared with",
  permission: "telemetry:manage",
  http: "POST /telemetry/{id}/references/upload",
  input: UploadReferenceInput,
  output: ReferenceDto,
  load: ({ tx, input, ctx }) => loadTelemetryModel(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    const columns = Object.entries(input.columns).flatMap(
      ([name, rows]) => columnFromRows({ kind: "feature", name }, rows) ?? [],
    );
    const made = { modelId: target.id, origin: "upload" as const, from: null, to: null, reason: input.reason, columns };
    const { row, audit } = await addReference(tx, ctx, made);
    const names = new Map(ctx.actor.type === "user" ? [[ctx.actor.id, { name: ctx.actor.name }]] : []);
    return { result: toReferenceDto(row, names), audit: [audit] };
  },
});
