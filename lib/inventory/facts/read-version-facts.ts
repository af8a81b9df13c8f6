import type { Asset, AssetLink, Model, ModelVersion, Tx, VersionArtifact } from "../../db/types.ts";
import type { FactSubject } from "../../kernel/fact-provider.ts";

/** What the facts of one version are computed from. */
export type VersionFactSource = {
  version: ModelVersion;
  model: Model;
  owner: { id: string; name: string; active: boolean } | null;
  artifacts: readonly VersionArtifact[];
  /** Dataset versions and datasets it states to be trained on, and evaluated on. */
  trainedOn: readonly Asset[];
  evaluatedOn: readonly Asset[];
  /** Datasets by id, of the dataset versions among them. */
  datasets: ReadonlyMap<string, Asset>;
  /** Deployments that run this version, or its model while this is the only version of it that is live. */
  deployments: readonly Asset[];
  /** What else is made of it and still there: "name (kind)" by id. */
  dependents: readonly { id: string; type: string; name: string }[];
  /** Versions of the same model, without this one. */
  siblings: readonly Pick<ModelVersion, "id" | "label" | "state" | "stage">[];
};

type Loaded = {
  versions: readonly ModelVersion[];
  models: ReadonlyMap<string, Model>;
  people: ReadonlyMap<string, { id: string; name: string; active: boolean }>;
  artifacts: ReadonlyMap<string, VersionArtifact[]>;
  links: readonly AssetLink[];
  assets: ReadonlyMap<string, Asset>;
  siblings: ReadonlyMap<string, Pick<ModelVersion, "id" | "label" | "state" | "stage" | "modelId">[]>;
  derived: ReadonlyMap<string, { id: string; label: string; state: string }>;
};

const byKey = <Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
};

async function load(db: Tx, orgId: string, subjects: readonly FactSubject[]): Promise<Loaded> {
  const ids = subjects.map(({ id }) => id);
  const modelIds = [...new Set(subjects.map(({ modelId }) => modelId))];
  const ends = [...ids, ...modelIds];
  const versions = await db.modelVersion.findMany({ where: { orgId, id: { in: ids } } });
  const models = await db.model.findMany({ where: { orgId, id: { in: modelIds } } });
  const artifacts = await db.versionArtifact.findMany({
    where: { versionId: { in: ids } },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  const links = await db.assetLink.findMany({
    where: { orgId, OR: [{ upId: { in: ends } }, { downId: { in: ids } }] },
    orderBy: { id: "asc" },
  });
  const others = [...new Set(links.flatMap(({ upId, downId }) => [upId, downId]))];
  const assets = await db.asset.findMany({ where: { orgId, id: { in: others } } });
  const parents = await db.asset.findMany({
    where: { orgId, id: { in: [...new Set(assets.map(({ parentId }) => parentId).filter((id) => id !== null))] } },
  });
  const owners = models.map(({ ownerId }) => ownerId).filter((id) => id !== null);
  const people = await db.user.findMany({
    where: { orgId, id: { in: owners } },
    select: { id: true, name: true, state: true },
  });
  const some = { id: true, label: true, state: true, stage: true, modelId: true } as const;
  const siblings = await db.modelVersion.findMany({ where: { orgId, modelId: { in: modelIds } }, select: some });
  const derived = await db.modelVersion.findMany({ where: { orgId, id: { in: others } }, select: some });
  return {
    versions,
    models: new Map(models.map((row) => [row.id, row])),
    people: new Map(people.map(({ state, ...person }) => [person.id, { ...person, active: state === "active" }])),
    artifacts: byKey(artifacts, ({ versionId }) => versionId),
    links,
    assets: new Map([...assets, ...parents].map((row) => [row.id, row])),
    siblings: byKey(siblings, ({ modelId }) => modelId),
    derived: new Map(derived.map((row) => [row.id, row])),
  };
}

const GONE = new Set(["ended", "stopped"]);
const LIVE_STAGES = new Set(["deployment", "operation", "retirement"]);

function sourceOf(loaded: Loaded, version: ModelVersion): VersionFactSource | null {
  const model = loaded.models.get(version.modelId);
  if (model === undefined) return null;
  const siblings = (loaded.siblings.get(model.id) ?? []).filter(({ id }) => id !== version.id);
  const only = !siblings.some(({ state, stage }) => state !== "retired" && LIVE_STAGES.has(stage));
  const standsFor = new Set(only ? [version.id, model.id] : [version.id]);
  const asset = (id: string): Asset[] => [loaded.assets.get(id) ?? []].flat();
  const upstream = (relation: string): Asset[] =>
    loaded.links.filter((l) => l.downId === version.id && l.relation === relation).flatMap((l) => asset(l.upId));
  const downstream = loaded.links.filter((l) => standsFor.has(l.upId));
  const dependents = downstream
    .filter(({ relation }) => relation !== "runs")
    .flatMap(({ downId, downType }) => {
      const derived = loaded.derived.get(downId);
      if (derived !== undefined && derived.id !== version.id && derived.state !== "retired") {
        return [{ id: downId, type: downType, name: derived.label }];
      }
      const there = asset(downId).filter(({ state, status }) => state === "active" && !GONE.has(status));
      return there.map(({ id, kind, name }) => ({ id, type: kind, name }));
    });
  const unique = new Map(downstream.filter(({ relation }) => relation === "runs").map((l) => [l.downId, l]));
  return {
    version,
    model,
    owner: model.ownerId === null ? null : (loaded.people.get(model.ownerId) ?? null),
    artifacts: loaded.artifacts.get(version.id) ?? [],
    trainedOn: upstream("trained_on"),
    evaluatedOn: upstream("evaluated_on"),
    datasets: loaded.assets,
    deployments: [...unique.keys()].flatMap(asset).filter(({ state }) => state === "active"),
    dependents,
    siblings,
  };
}

/** What the facts of these versions are computed from, in nine statements however many there are. */
export async function readVersionFacts(
  db: Tx,
  orgId: string,
  subjects: readonly FactSubject[],
): Promise<VersionFactSource[]> {
  if (subjects.length === 0) return [];
  const loaded = await load(db, orgId, subjects);
  return loaded.versions.flatMap((version) => sourceOf(loaded, version) ?? []);
}
