import type { Change } from "./schema.ts";

/** What changes are grouped by, in the order in which a reviewer reads them. */
export const diffTopics = {
  reach: "Who can reach what",
  system: "What the system is made of",
  threats: "Threats",
  assumptions: "Assumptions",
  details: "Names, answers and details",
} as const;
export type DiffTopic = keyof typeof diffTopics;

const REACH: ReadonlySet<Change["kind"]> = new Set(["moved", "exposure", "rerouted"]);
const DETAILS: ReadonlySet<Change["kind"]> = new Set(["renamed", "described", "answers"]);

/** The group that a change belongs to. */
export function topicOf({ part, kind }: Pick<Change, "part" | "kind">): DiffTopic {
  if (part === "threat") return "threats";
  if (part === "assumption") return "assumptions";
  if (part === "flow" && (kind === "added" || kind === "removed")) return "reach";
  if (REACH.has(kind)) return "reach";
  return DETAILS.has(kind) ? "details" : "system";
}

/** Changes by topic, empty topics left out, each in the order given. */
export function byTopic(changes: readonly Change[]): { topic: DiffTopic; title: string; changes: Change[] }[] {
  const topics = Object.keys(diffTopics) as DiffTopic[];
  return topics
    .map((topic) => ({
      topic,
      title: diffTopics[topic],
      changes: changes.filter((change) => topicOf(change) === topic),
    }))
    .filter((group) => group.changes.length > 0);
}

/** Changes of mere drawing in a sentence; empty when there are none. */
export function drawingWords(count: number): string {
  if (count === 0) return "";
  return count === 1
    ? "1 thing was only moved on the drawing."
    : `${count.toLocaleString("en-GB")} things were only moved on the drawing.`;
}
