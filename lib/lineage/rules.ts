import { assetPlaces, nodeLabels, nodePlurals, type NodeType } from "../inventory/assets/rules.ts";
import type { LineageNode, LineageTotals } from "./schema.ts";

/** Statuses in which a deployment answers requests. */
export const LIVE_STATUSES = ["live", "throttled"] as const;

/** Kinds in the order in which somebody who must act wants to see them. */
const URGENCY: readonly NodeType[] = [
  "deployment",
  "system",
  "model_version",
  "model",
  "dataset_version",
  "dataset",
  "component",
  "vendor",
];

/** Whether this is a deployment that answers requests now. */
export function isLive(node: Pick<LineageNode, "type" | "state" | "status">): boolean {
  return (
    node.type === "deployment" && node.state === "active" && (LIVE_STATUSES as readonly string[]).includes(node.status)
  );
}

/** Whether it is out of use: archived or retired. */
export function isOutOfUse(node: Pick<LineageNode, "state">): boolean {
  return node.state === "archived" || node.state === "retired";
}

/** Where a thing's own page is. A version's slug is model/label. */
export function nodeHref({ type, slug }: { type: NodeType; slug: string }): string {
  if (type === "model") return `/models/${slug}`;
  if (type !== "model_version") return `/${assetPlaces[type]}/${slug}`;
  const cut = slug.indexOf("/");
  return `/models/${slug.slice(0, cut)}/versions/${encodeURIComponent(slug.slice(cut + 1))}`;
}

/** Where the lineage of a thing is, as a graph or a list. */
export function lineageHref(id: string, options: { affected?: boolean } = {}): string {
  return `/lineage?of=${id}${options.affected === true ? "&direction=down&tab=list" : ""}`;
}

/** A thing's name with what tells it from its like: "Card fraud 2.1.0". */
export function nodeName({ type, name, detail }: Pick<LineageNode, "type" | "name" | "detail">): string {
  const tells = type === "model_version" || type === "component";
  return tells && detail !== "" && !name.endsWith(detail) ? `${name} ${detail}` : name;
}

/** A number of things of a kind in words: "1 AI system", "1,204 deployments". */
export function countWords(type: NodeType, count: number): string {
  const word = count === 1 ? nodeLabels[type] : nodePlurals[type];
  return `${count.toLocaleString("en-GB")} ${word.startsWith("AI ") ? word : word.toLowerCase()}`;
}

function listWords(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

function kindsInWords({ byType, live }: LineageTotals): string {
  const parts = URGENCY.flatMap((type) => {
    const count = byType.find((each) => each.type === type)?.count ?? 0;
    if (count === 0) return [];
    if (type !== "deployment" || live === 0) return [countWords(type, count)];
    const which = count === live ? (live === 1 ? "which is live" : "all live") : `${live.toLocaleString("en-GB")} live`;
    return [`${countWords(type, count)} (${which})`];
  });
  return listWords(parts);
}

/** What is affected when a thing is compromised, as a person would say it. */
export function affectedSentence(name: string, down: LineageTotals): string {
  if (down.count === 0) return `Nothing that is recorded depends on ${name}.`;
  const many = `${down.complete ? "" : "more than "}${down.count.toLocaleString("en-GB")}`;
  const things = down.count === 1 ? "1 thing is" : `${many} things are`;
  return `If ${name} is compromised, ${things} affected: ${kindsInWords(down)}.`;
}

/** How many of what is affected only may be, in a sentence; empty when all of it is certain. */
export function unsureSentence({ unsure, count }: Pick<LineageTotals, "unsure" | "count">): string {
  if (unsure === 0) return "";
  const many = unsure === count ? "All" : unsure.toLocaleString("en-GB");
  return `${many} of them may be affected: they use the dataset, and it is not stated which version.`;
}

/** What a thing is made from, as a person would say it. */
export function madeFromSentence(name: string, up: LineageTotals): string {
  if (up.count === 0) return `Nothing is recorded that ${name} is made from.`;
  const more = up.complete ? "" : "more than ";
  const things = up.count === 1 ? "1 thing" : `${more}${up.count.toLocaleString("en-GB")} things`;
  return `${name} rests on ${things}: ${kindsInWords({ ...up, live: 0 })}.`;
}

/** How many of the shown things nobody answers for, in a sentence; empty when somebody answers for each. */
export function ownerlessSentence(nodes: readonly Pick<LineageNode, "owner">[]): string {
  const count = nodes.filter(({ owner }) => owner === null).length;
  if (count === 0) return "";
  return count === 1 ? "Nobody answers for 1 of them." : `Nobody answers for ${count.toLocaleString("en-GB")} of them.`;
}

export type Group = { id: string; title: string; nodes: LineageNode[] };

const byNearness = (a: LineageNode, b: LineageNode): number =>
  Number(isOutOfUse(a)) - Number(isOutOfUse(b)) ||
  a.distance - b.distance ||
  nodeName(a).localeCompare(nodeName(b), "en");

/** Things by kind, live deployments first; in each kind the nearest first, what is out of use last. */
export function groupNodes(nodes: readonly LineageNode[]): Group[] {
  const live = nodes.filter(isLive);
  const others = (type: NodeType): LineageNode[] => nodes.filter((node) => node.type === type && !isLive(node));
  return [
    { id: "live", title: "Live deployments", nodes: live },
    ...URGENCY.map((type) => ({
      id: type,
      title: type === "deployment" && live.length > 0 ? "Other deployments" : nodePlurals[type],
      nodes: others(type),
    })),
  ]
    .filter((group) => group.nodes.length > 0)
    .map((group) => ({ ...group, nodes: group.nodes.toSorted(byNearness) }));
}
