import type { ElementKind } from "../kinds.ts";
import { recordKey, recordName, type Inventory, type InventoryNode, type LeftOut, type Planned } from "./inventory.ts";

/** What is drawn, what is not, and by what each thing of the inventory is stood for. */
export type Chosen = {
  planned: Map<string, Planned>;
  leftOut: LeftOut[];
  /** Keys of what stands for a thing: itself, the versions of a model or dataset, or nothing. */
  standsFor: ReadonlyMap<string, readonly string[]>;
};

const plainKinds: Readonly<Record<InventoryNode["type"], ElementKind>> = {
  model: "model_artifact",
  model_version: "model_artifact",
  system: "process",
  dataset: "dataset",
  dataset_version: "dataset",
  component: "process",
  vendor: "actor",
  deployment: "inference_endpoint",
};

const categoryKinds: Readonly<Record<string, ElementKind>> = {
  base_model: "model_artifact",
  vector_store: "rag_store",
  tool: "tool",
  prompt: "prompt",
};

type Ends = { up: (id: string, relation: string) => boolean; down: (id: string, relation: string) => boolean };

function endsIn({ links }: Inventory): Ends {
  const ups = new Set(links.map(({ relation, up }) => `${relation} ${up}`));
  const downs = new Set(links.map(({ relation, down }) => `${relation} ${down}`));
  return { up: (id, relation) => ups.has(`${relation} ${id}`), down: (id, relation) => downs.has(`${relation} ${id}`) };
}

/** The kind that a thing is drawn as, from its type, its facts and how it is linked. */
function kindOf(node: InventoryNode, ends: Ends): ElementKind {
  const supplied = ends.down(node.id, "supplied_by");
  if (node.type === "component") {
    const category = node.facts?.category ?? "";
    if (category === "api") return supplied || (node.facts?.supplier ?? "") !== "" ? "third_party_model" : "process";
    return categoryKinds[category] ?? plainKinds.component;
  }
  const isModel = node.type === "model" || node.type === "model_version";
  const called = ends.up(node.id, "made_of") || ends.up(node.id, "depends_on");
  if (isModel && supplied && called && !ends.up(node.id, "runs")) return "third_party_model";
  return plainKinds[node.type];
}

/** Why a record is not in use any more; null when it is. */
export function outOfUse({ state, status }: InventoryNode): string | null {
  if (state === "archived") return "It is archived.";
  if (state === "retired") return "It is retired.";
  return status === "ended" ? "It has ended." : null;
}

function reasonAgainst(node: InventoryNode): string | null {
  const category = node.type === "component" ? (node.facts?.category ?? "") : "";
  if (category === "library" || category === "framework") return "It is a part of the software that uses it.";
  return outOfUse(node);
}

/** Relations that say that a version belongs to a whole, with the end at which the version is. */
const versionLinks = { version_of: "up", release_of: "down" } as const;

type Family = { whole: string; versions: string[] };

/** Models and datasets with those of their versions that are there. */
function familiesOf({ links }: Inventory, alive: ReadonlySet<string>): Map<string, Family> {
  const families = new Map<string, Family>();
  for (const { relation, up, down } of links) {
    if (relation !== "version_of" && relation !== "release_of") continue;
    const [version, whole] = versionLinks[relation] === "up" ? [up, down] : [down, up];
    if (!alive.has(version)) continue;
    const family = families.get(whole) ?? { whole, versions: [] };
    if (!family.versions.includes(version)) family.versions.push(version);
    families.set(whole, family);
  }
  return families;
}

/** Versions that something other than their model or dataset speaks of, or that were asked for. */
function usedVersions({ links }: Inventory, alive: ReadonlySet<string>, scope: ReadonlySet<string>): Set<string> {
  const used = new Set(scope);
  for (const { relation, up, down } of links) {
    if (relation in versionLinks || relation === "evaluated_on" || !alive.has(down)) continue;
    used.add(up);
  }
  return used;
}

type Choice = { drawn: Set<string>; stands: Map<string, string[]>; reasons: Map<string, string> };

/** One of a whole and its versions is drawn: the versions in use, else the whole, else a version that is there alone. */
function chooseVersions(inventory: Inventory, choice: Choice, scope: ReadonlySet<string>): void {
  const alive = new Set(choice.drawn);
  const used = usedVersions(inventory, alive, scope);
  for (const { whole, versions } of familiesOf(inventory, alive).values()) {
    const inUse = versions.filter((id) => used.has(id));
    const instead = inUse.length > 0 ? inUse : alive.has(whole) ? [whole] : versions;
    for (const id of [whole, ...versions]) {
      if (instead.includes(id)) continue;
      if (choice.drawn.delete(id)) {
        choice.reasons.set(
          id,
          id === whole ? "Its versions in use stand for it." : "No drawn thing uses this version.",
        );
      }
      choice.stands.set(id, id === whole || instead.includes(whole) ? instead : []);
    }
  }
}

/**
 * Which things of the inventory are drawn, each as which kind, and which are not, with the reason. `scope` are things that the
 * drawing is about. Order: that of the ids.
 */
export function chooseElements(inventory: Inventory, scope: ReadonlySet<string>): Chosen {
  const nodes = inventory.nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const choice: Choice = { drawn: new Set(), stands: new Map(), reasons: new Map() };
  for (const node of nodes) {
    const reason = reasonAgainst(node);
    if (reason === null) choice.drawn.add(node.id);
    else choice.reasons.set(node.id, reason);
  }
  chooseVersions(inventory, choice, scope);
  const drawn = nodes.filter(({ id }) => choice.drawn.has(id));
  const ends = endsIn(inventory);
  const planned = drawn.map((node): Planned => ({
    key: recordKey(node.id),
    kind: kindOf(node, ends),
    name: recordName(node),
    node,
  }));
  const standsFor = nodes.map(({ id }): [string, string[]] => {
    const instead = choice.drawn.has(id) ? [id] : (choice.stands.get(id) ?? []);
    return [id, instead.filter((each) => choice.drawn.has(each)).map(recordKey)];
  });
  return {
    planned: new Map(planned.map((each) => [each.key, each])),
    leftOut: nodes.flatMap(({ type, id, ...node }) => {
      const reason = choice.reasons.get(id);
      return reason === undefined ? [] : [{ type, id, name: recordName({ type, id, ...node }), reason }];
    }),
    standsFor: new Map(standsFor),
  };
}
