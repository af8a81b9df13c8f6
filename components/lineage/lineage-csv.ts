import { sensitivityLabels } from "@/lib/inventory/rules.ts";
import { nodeLabels, relations } from "@/lib/inventory/assets/rules.ts";
import { nodeHref, nodeName } from "@/lib/lineage/rules.ts";
import type { LineageNode } from "@/lib/lineage/schema.ts";
import { csvLine } from "@/lib/rules/csv/csv-line.ts";
import { stateWord } from "./node-words.ts";

const HEAD = [
  "Side",
  "Links away",
  "Reached by",
  "Certain",
  "Kind",
  "Name",
  "Detail",
  "State",
  "Sensitivity",
  "Owner",
  "Address",
];
const sides = { start: "start", up: "upstream", down: "downstream", both: "both" } as const;

/** The list as CSV (RFC 4180), one line a thing; `origin` stands before the addresses. */
export function lineageCsv(nodes: readonly LineageNode[], origin: string): string {
  const lines = nodes.map((node) => [
    sides[node.side],
    node.distance,
    node.via === null ? "" : relations[node.via].label,
    node.certain ? "yes" : "no: version not stated",
    nodeLabels[node.type],
    nodeName(node),
    node.detail,
    stateWord(node),
    sensitivityLabels[node.sensitivity],
    node.owner?.name ?? "",
    `${origin}${nodeHref(node)}`,
  ]);
  return [HEAD, ...lines].map(csvLine).join("");
}
