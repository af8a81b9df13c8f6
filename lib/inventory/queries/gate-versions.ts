import type { Model, ModelVersion, Tx } from "../../db/types.ts";
import { stageOfModel } from "../versions/rules.ts";

/** A version with its model, as gates need it. */
export type VersionOfModel = { model: Model; row: ModelVersion };

/** Versions of the organization by id, with their models, in no order; ids of nothing are left out. */
export async function versionsById(db: Tx, orgId: string, ids: readonly string[]): Promise<VersionOfModel[]> {
  const rows = await db.modelVersion.findMany({ where: { orgId, id: { in: [...ids] } } });
  return withModels(db, orgId, rows);
}

async function withModels(db: Tx, orgId: string, rows: readonly ModelVersion[]): Promise<VersionOfModel[]> {
  const ids = [...new Set(rows.map(({ modelId }) => modelId))];
  const models = new Map((await db.model.findMany({ where: { orgId, id: { in: ids } } })).map((row) => [row.id, row]));
  return rows.flatMap((row) => {
    const model = models.get(row.modelId);
    return model === undefined ? [] : [{ model, row }];
  });
}

/** Per model the versions that speak for it: all in deployment or operation, else the newest of its most advanced stage. */
export async function speakingVersions(db: Tx, orgId: string, modelIds: readonly string[]): Promise<VersionOfModel[]> {
  const rows = await db.modelVersion.findMany({
    where: { orgId, modelId: { in: [...modelIds] } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const chosen = modelIds.flatMap((modelId) => {
    const own = rows.filter((row) => row.modelId === modelId);
    const used = own.filter(
      ({ stage, state }) => state !== "retired" && (stage === "deployment" || stage === "operation"),
    );
    if (used.length > 0) return used;
    const stage = stageOfModel(own);
    return own.filter((row) => row.stage === stage).slice(0, 1);
  });
  return withModels(db, orgId, chosen);
}

/** Versions in deployment or operation with an id after `after`, in order of their ids. */
export async function versionsInUse(db: Tx, orgId: string, after: string, take: number): Promise<VersionOfModel[]> {
  const rows = await db.modelVersion.findMany({
    where: { orgId, state: { not: "retired" }, stage: { in: ["deployment", "operation"] }, id: { gt: after } },
    orderBy: { id: "asc" },
    take,
  });
  return withModels(db, orgId, rows);
}

/** Which part of the columns of the board: how many models, and, for one stage, behind which place. */
export type StagePage = {
  take: number;
  stages: readonly string[];
  after: { updatedAt: string; id: string } | null;
};

/** How many active models are in each stage, and in these stages those changed last, one more than asked for. */
export async function modelsByStage(
  db: Tx,
  orgId: string,
  { take, stages, after }: StagePage,
): Promise<{ counts: Map<string, number>; models: Model[] }> {
  const grouped = await db.model.groupBy({ by: ["stage"], where: { orgId, state: "active" }, _count: { _all: true } });
  const [at, id] = [after?.updatedAt ?? "infinity", after?.id ?? "ffffffff-ffff-ffff-ffff-ffffffffffff"];
  const ids = await db.$queryRaw<{ id: string }[]>`
    select m.id::text as id from unnest(${[...stages]}::text[]) s cross join lateral (
      select id from model where org_id = ${orgId}::uuid and state = 'active' and stage = s
        and (updated_at, id) < (${at}::text::timestamptz, ${id}::uuid)
      order by updated_at desc, id desc limit ${take + 1}
    ) m`;
  const models = await db.model.findMany({
    where: { orgId, id: { in: ids.map((row) => row.id) } },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
  });
  return { counts: new Map(grouped.map((row) => [row.stage, row._count._all])), models };
}

/** What a version that is retired leaves behind: its artifacts, and the data it was made with. */
export async function remainsOf(
  db: Tx,
  orgId: string,
  versionId: string,
): Promise<{
  artifacts: { name: string; digest: string | null; location: string }[];
  data: { name: string; detail: string }[];
}> {
  const artifacts = await db.versionArtifact.findMany({
    where: { versionId },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { name: true, digest: true, location: true },
  });
  const links = await db.assetLink.findMany({
    where: { orgId, downId: versionId, relation: { in: ["trained_on", "evaluated_on"] } },
    orderBy: [{ relation: "desc" }, { id: "asc" }],
  });
  const assets = new Map(
    (await db.asset.findMany({ where: { orgId, id: { in: links.map(({ upId }) => upId) } } })).map((row) => [
      row.id,
      row,
    ]),
  );
  const data = links.flatMap(({ upId, relation }) => {
    const asset = assets.get(upId);
    return asset === undefined ? [] : [{ name: asset.name, detail: relation.replaceAll("_", " ") }];
  });
  return { artifacts, data };
}
