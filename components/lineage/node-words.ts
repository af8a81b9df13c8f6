import { environmentLabels, statusLabels } from "@/lib/inventory/assets/fact-rules.ts";
import { nodeLabels, relations } from "@/lib/inventory/assets/rules.ts";
import { isLive } from "@/lib/lineage/rules.ts";
import type { LineageNode } from "@/lib/lineage/schema.ts";

const states: Readonly<Record<string, string>> = {
  archived: "Archived",
  draft: "Draft",
  released: "Released",
  retired: "Retired",
};

/** A thing's state in a word: what it is doing where that is known, else where it stands; empty when there is nothing to say. */
export function stateWord(node: Pick<LineageNode, "type" | "state" | "status">): string {
  if (node.state === "archived") return "Archived";
  return statusLabels[node.status] ?? states[node.state] ?? "";
}

/** What kind of thing it is, with what tells it from its like: "Deployment, production". */
export function kindWords({ type, detail }: Pick<LineageNode, "type" | "detail">): string {
  const environment = (environmentLabels as Readonly<Record<string, string>>)[detail];
  if (type === "deployment" && environment !== undefined) return `${nodeLabels[type]}, ${environment.toLowerCase()}`;
  return nodeLabels[type];
}

/** How far away it is, by what kind of link it was reached, and whether that is certain. */
export function distanceWords(node: Pick<LineageNode, "distance" | "side" | "via" | "certain">): string {
  const { distance, side, via, certain } = node;
  if (side === "start" || via === null) return "the start";
  const links = distance === 1 ? "1 link" : `${distance.toLocaleString("en-GB")} links`;
  const where = { up: "upstream", down: "downstream", both: "up- and downstream" }[side];
  const doubt = certain ? "" : "; version not stated, may be affected";
  return `${links} ${where}, by “${relations[via].label}”${doubt}`;
}

/** Everything a node of the drawing says, in one sentence for those who hear it. */
export function spokenNode(node: LineageNode, name: string): string {
  const owner = node.owner === null ? "nobody answers for it" : `${node.owner.name} answers for it`;
  const state = stateWord(node);
  return [
    `${name}, ${kindWords(node)}`,
    ...(state === "" ? [] : [state.toLowerCase()]),
    owner,
    distanceWords(node),
  ].join(", ");
}

/** The tone of a state: green for what is live, amber for what is held back. */
export function stateTone(node: Pick<LineageNode, "type" | "state" | "status">): "green" | "amber" | "neutral" {
  if (!isLive(node)) return "neutral";
  return node.status === "throttled" ? "amber" : "green";
}
