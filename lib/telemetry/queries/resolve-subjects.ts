import { defineQuery } from "../../kernel/query.ts";
import { isUuid } from "../../kernel/ids.ts";
import { ResolvedSubjectsDto, ResolveSubjectsInput } from "../ingest-schema.ts";

/** Finds the models and versions that records name, by id, slug or name, in one look for a whole batch. */
export const resolveSubjects = defineQuery({
  name: "telemetry.resolve",
  summary: "Find the models and versions that telemetry names",
  permission: "telemetry:write",
  input: ResolveSubjectsInput,
  output: ResolvedSubjectsDto,
  async run({ db, input, ctx }) {
    const words = [...new Set(input.names.flatMap(({ model }) => (model === null ? [] : [model])))];
    const ids = words.filter(isUuid);
    const models = await db.model.findMany({
      where: {
        orgId: ctx.orgId,
        OR: [{ id: { in: ids } }, { slug: { in: words.map((word) => word.toLowerCase()) } }, { name: { in: words } }],
      },
      select: { id: true, slug: true, name: true },
      orderBy: { createdAt: "asc" },
    });
    const modelOf = (word: string | null): string | null =>
      word === null
        ? null
        : (models.find(({ id, slug }) => id === word || slug === word.toLowerCase())?.id ??
          models.find(({ name }) => name === word)?.id ??
          null);
    const labels = [...new Set(input.names.flatMap(({ version }) => (version === null ? [] : [version])))];
    const versions =
      labels.length === 0
        ? []
        : await db.modelVersion.findMany({
            where: {
              orgId: ctx.orgId,
              modelId: { in: models.map(({ id }) => id) },
              OR: [{ label: { in: labels } }, { id: { in: labels.filter(isUuid) } }],
            },
            select: { id: true, modelId: true, label: true },
          });
    return {
      subjects: input.names.map(({ model, version }) => {
        const modelId = modelOf(model);
        const found = versions.find(
          (each) => each.modelId === modelId && version !== null && (each.label === version || each.id === version),
        );
        return { modelId, versionId: found?.id ?? null };
      }),
    };
  },
});
