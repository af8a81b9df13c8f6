import { defineQuery } from "../../kernel/query.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { loadTelemetryModel } from "../load-telemetry-model.ts";
import { toReferenceDto } from "../reference/reference-dto.ts";
import { ListReferencesInput, ReferenceList } from "../reference-schema.ts";

/** The references of a model, the newest first; at most a hundred. */
export const listReferences = defineQuery({
  name: "telemetry.references",
  summary: "List what a model's telemetry was and is compared with",
  permission: "telemetry:read",
  http: "GET /telemetry/{id}/references",
  input: ListReferencesInput,
  output: ReferenceList,
  async run({ db, input, ctx }) {
    const model = await loadTelemetryModel(db, ctx.orgId, input.id);
    const rows = await db.telemetryReference.findMany({
      where: { orgId: ctx.orgId, modelId: model.id },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 100,
    });
    const names = await peopleById(
      db,
      ctx.orgId,
      rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
    );
    return { items: rows.map((row) => toReferenceDto(row, names)) };
  },
});
