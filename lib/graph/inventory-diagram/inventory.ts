import type { ElementKind } from "../kinds.ts";
import type { DiagramElement } from "../schema.ts";

export type RecordType = NonNullable<DiagramElement["bound"]>["type"];

/** What a drawing wants to know of a thing of the inventory beside its name; whatever is not known is left out. */
export type InventoryFacts = {
  /** A component's category: vector_store, tool, prompt, api … */
  category?: string;
  /** Where a deployment runs: production, edge, staging … */
  environment?: string;
  /** Who can reach a deployment: internal, partner, public. */
  exposure?: string;
  /** Who makes a component. */
  supplier?: string;
};

/** A thing of the inventory, as lineage gives it. */
export type InventoryNode = {
  type: RecordType;
  id: string;
  name: string;
  /** A version's label, a deployment's environment, a component's release. */
  detail: string;
  /** active, archived, draft, released or retired. */
  state: string;
  /** A system's or deployment's status; empty for others. */
  status: string;
  facts?: InventoryFacts;
};

/** A link of lineage: trouble flows from `up` to `down`. Relations that are not known here draw nothing. */
export type InventoryLink = { relation: string; up: string; down: string };

export type Inventory = { nodes: readonly InventoryNode[]; links: readonly InventoryLink[] };

/** Something that is not drawn, and why. */
export type LeftOut = { type: RecordType; id: string; name: string; reason: string };

/** What stands in the drawing for a thing of the inventory, or for what comes with it. */
export type Planned = {
  /** `record:<id>` for a thing of the inventory, else what it is for: `inventory:training:<id>`. */
  key: string;
  kind: ElementKind;
  name: string;
  node: InventoryNode | null;
};

/** A name with what tells it from its like: "Card fraud 2.1.0". At most 200 characters. */
export function recordName({ type, name, detail }: InventoryNode): string {
  const tells = type === "model_version" || type === "dataset_version";
  const full = tells && detail !== "" && !name.endsWith(detail) ? `${name} ${detail}` : name;
  return full.trim() === "" ? "Without a name" : full.slice(0, 200);
}

/** The key of a thing of the inventory. */
export function recordKey(id: string): string {
  return `record:${id}`;
}
