import type { Reader } from "../../kernel/query.ts";

/** The newest released version of a model. */
export type NewestReleased = { modelId: string; model: string; versionId: string; label: string };

/** The newest released version of each of these models, by model; those without one are left out. One statement. */
export async function newestReleased(
  db: Pick<Reader, "$queryRaw">,
  orgId: string,
  modelIds: readonly string[],
): Promise<Map<string, NewestReleased>> {
  if (modelIds.length === 0) return new Map();
  const rows = await db.$queryRaw<NewestReleased[]>`
    select distinct on (v.model_id) v.model_id::text as "modelId", m.name as model, v.id::text as "versionId", v.label
    from model_version v join model m on m.id = v.model_id
    where v.org_id = ${orgId}::uuid and v.model_id = any(${[...modelIds]}::uuid[]) and v.state = 'released'
    order by v.model_id, v.released_at desc nulls last, v.id desc`;
  return new Map(rows.map((row) => [row.modelId, row]));
}

/** The models that these versions are of, by version. One statement. */
export async function modelsOfVersions(
  db: Pick<Reader, "modelVersion">,
  orgId: string,
  versionIds: readonly string[],
): Promise<Map<string, string>> {
  if (versionIds.length === 0) return new Map();
  const rows = await db.modelVersion.findMany({
    where: { orgId, id: { in: [...versionIds] } },
    select: { id: true, modelId: true },
  });
  return new Map(rows.map(({ id, modelId }) => [id, modelId]));
}
