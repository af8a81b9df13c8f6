import type { Asset, AssetLink, Model, ModelVersion } from "../../db/types.ts";
import type { Reader } from "../../kernel/query.ts";

type Tables = Pick<Reader, "model" | "modelVersion" | "versionArtifact" | "asset" | "assetLink">;
type Reference = { type: string; id: string };

/** A model or version as far as it says what it is. */
export type KnownModel = {
  name: string;
  kind: string;
  tasks: readonly string[];
  /** Of the version; of a model, of the version that speaks for it. */
  stage: string;
  state: string;
  architecture: string;
  trainingRun: string;
  artifacts: readonly { name: string; digest: string | null }[];
};

/** A thing beside another: what it is, and how they are linked. */
export type Neighbour = {
  relation: string;
  type: string;
  id: string;
  name: string;
  /** Of assets; empty for models and versions. A dataset version has those of its dataset as well. */
  facts: Readonly<Record<string, unknown>>;
  kind: string;
  tasks: readonly string[];
};

/** What the inventory knows of one thing beyond what lists show. */
export type NodeFacts = {
  type: string;
  id: string;
  name: string;
  state: string;
  facts: Readonly<Record<string, unknown>>;
  model: KnownModel | null;
  /** The version that the model's facts are of; null for other things, and for a model without versions. */
  versionId: string | null;
  /** What it is made of, runs, was trained on, comes from. */
  from: readonly Neighbour[];
  /** What is made of it or runs it. */
  into: readonly Neighbour[];
};

const LIVE: ReadonlySet<string> = new Set(["deployment", "operation"]);

type Loaded = {
  models: ReadonlyMap<string, Model>;
  versions: ReadonlyMap<string, ModelVersion>;
  assets: ReadonlyMap<string, Asset>;
  links: readonly AssetLink[];
  artifacts: ReadonlyMap<string, { name: string; digest: string | null }[]>;
};

const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

/** The version that speaks for a model: the newest in use, else the newest. Versions newest first. */
function speaking(versions: readonly ModelVersion[]): ModelVersion | undefined {
  const kept = versions.filter(({ state }) => state !== "retired");
  return kept.find(({ stage }) => LIVE.has(stage)) ?? kept[0];
}

async function speakingVersions(db: Tables, orgId: string, references: readonly Reference[]) {
  const ids = (type: string): string[] => references.filter((one) => one.type === type).map(({ id }) => id);
  const wanted = { orgId, OR: [{ id: { in: ids("model_version") } }, { modelId: { in: ids("model") } }] };
  const rows = await db.modelVersion.findMany({ where: wanted, orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
  const chosen = new Map<string, ModelVersion>();
  for (const { type, id } of references) {
    const version =
      type === "model_version"
        ? rows.find((row) => row.id === id)
        : type === "model"
          ? speaking(rows.filter(({ modelId }) => modelId === id))
          : undefined;
    if (version !== undefined) chosen.set(id, version);
  }
  return chosen;
}

async function load(db: Tables, orgId: string, ids: readonly string[]): Promise<Loaded> {
  const links = await db.assetLink.findMany({
    where: { orgId, OR: [{ upId: { in: [...ids] } }, { downId: { in: [...ids] } }] },
    orderBy: { id: "asc" },
    take: 20_000,
  });
  const near = [...new Set([...ids, ...links.flatMap(({ upId, downId }) => [upId, downId])])];
  const assets = await db.asset.findMany({ where: { orgId, id: { in: near } } });
  const parents = assets.flatMap(({ parentId }) => parentId ?? []);
  const datasets = await db.asset.findMany({ where: { orgId, id: { in: parents } } });
  const versions = await db.modelVersion.findMany({ where: { orgId, id: { in: near } } });
  const modelIds = [...near, ...versions.map(({ modelId }) => modelId)];
  const models = await db.model.findMany({ where: { orgId, id: { in: modelIds } } });
  const artifacts = await db.versionArtifact.findMany({
    where: { orgId, versionId: { in: [...ids] } },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { versionId: true, name: true, digest: true },
  });
  const files = new Map<string, { name: string; digest: string | null }[]>();
  for (const { versionId, name, digest } of artifacts) {
    files.set(versionId, [...(files.get(versionId) ?? []), { name, digest }]);
  }
  return {
    links,
    artifacts: files,
    assets: byId([...assets, ...datasets]),
    models: byId(models),
    versions: byId(versions),
  };
}

/** Facts of an asset; those of a dataset stand under the facts of its version. */
function factsOf(loaded: Loaded, asset: Asset): Readonly<Record<string, unknown>> {
  const parent = asset.parentId === null ? undefined : loaded.assets.get(asset.parentId);
  const own = {
    ...(asset.facts as Record<string, unknown>),
    ...(asset.digest === null ? {} : { digest: asset.digest }),
  };
  return parent === undefined ? own : { ...(parent.facts as Record<string, unknown>), ...own };
}

function neighbour(loaded: Loaded, relation: string, id: string): Neighbour[] {
  const asset = loaded.assets.get(id);
  if (asset !== undefined) {
    if (asset.state !== "active") return [];
    return [{ relation, type: asset.kind, id, name: asset.name, facts: factsOf(loaded, asset), kind: "", tasks: [] }];
  }
  const version = loaded.versions.get(id);
  const model = loaded.models.get(version?.modelId ?? id);
  if (model === undefined) return [];
  const name = version === undefined ? model.name : `${model.name} ${version.label}`;
  const type = version === undefined ? "model" : "model_version";
  return [{ relation, type, id, name, facts: {}, kind: model.kind, tasks: model.tasks }];
}

function around(loaded: Loaded, ids: readonly string[]): Pick<NodeFacts, "from" | "into"> {
  const links = loaded.links.filter(({ relation }) => relation !== "version_of" && relation !== "release_of");
  const once = (found: Neighbour[]): Neighbour[] => [
    ...new Map(found.map((one) => [`${one.relation} ${one.id}`, one])).values(),
  ];
  return {
    from: once(
      links.filter(({ downId }) => ids.includes(downId)).flatMap((l) => neighbour(loaded, l.relation, l.upId)),
    ),
    into: once(links.filter(({ upId }) => ids.includes(upId)).flatMap((l) => neighbour(loaded, l.relation, l.downId))),
  };
}

function knownModel(loaded: Loaded, model: Model, version: ModelVersion | undefined): KnownModel {
  const facts = (version?.facts ?? {}) as { architecture?: string; trainingRun?: string };
  return {
    name: version === undefined ? model.name : `${model.name} ${version.label}`,
    kind: model.kind,
    tasks: model.tasks,
    stage: version?.stage ?? model.stage,
    state: version?.state ?? model.state,
    architecture: facts.architecture ?? "",
    trainingRun: facts.trainingRun ?? "",
    artifacts: version === undefined ? [] : (loaded.artifacts.get(version.id) ?? []),
  };
}

/**
 * What the inventory knows of these things, by id; what is not of the organization is left out. A model speaks by its newest version in
 * use. Seven statements, however many things they are.
 */
export async function nodeFacts(
  db: Tables,
  orgId: string,
  references: readonly Reference[],
): Promise<Map<string, NodeFacts>> {
  if (references.length === 0) return new Map();
  const chosen = await speakingVersions(db, orgId, references);
  const ids = [...new Set([...references.map(({ id }) => id), ...[...chosen.values()].map(({ id }) => id)])];
  const loaded = await load(db, orgId, ids);
  const facts = references.flatMap(({ type, id }): NodeFacts[] => {
    const version = chosen.get(id);
    const asset = loaded.assets.get(id);
    const model = loaded.models.get(version?.modelId ?? id);
    const standsFor = version === undefined || version.id === id ? [id] : [id, version.id];
    const links = around(loaded, standsFor);
    if (asset !== undefined) {
      const { name, state } = asset;
      return [{ type, id, name, state, facts: factsOf(loaded, asset), model: null, versionId: null, ...links }];
    }
    if (model === undefined) return [];
    const known = knownModel(loaded, model, version);
    const { name, state } = known;
    return [{ type, id, name, state, facts: {}, model: known, versionId: version?.id ?? null, ...links }];
  });
  return new Map(facts.map((one) => [one.id, one]));
}
