import type { Way } from "@/lib/graph/paths/cheapest-way.ts";
import type { AttackStep } from "@/lib/graph/paths/schema.ts";

/** What a step takes: "Effort 3", "Nothing of its own" for a junction. */
export function effortWords({ effort }: Pick<AttackStep, "effort">): string {
  return effort === 0 ? "Nothing of its own" : `Effort ${String(effort)}`;
}

/** What comes before a step: "after all of 1 and 2", with the numbers of the steps; "at once" when nothing does. */
export function afterWords(
  { needs, after }: Pick<AttackStep, "needs" | "after">,
  numberOf: (id: string) => number,
): string {
  const numbers = after.map(numberOf).sort((a, b) => a - b);
  if (numbers.length === 0) return "at once";
  if (numbers.length === 1) return `after ${String(numbers[0] ?? "")}`;
  const list = `${numbers.slice(0, -1).join(", ")} ${needs === "all" ? "and" : "or"} ${String(numbers.at(-1) ?? "")}`;
  return needs === "all" ? `after all of ${list}` : `after any of ${list}`;
}

/** The cheapest way in a sentence; junctions, where there is nothing to do, are not named. */
export function wayWords(way: Way | null, steps: readonly AttackStep[]): string {
  if (way === null) return "No way is open: what works against it stops every one.";
  const on = new Set(way.stepIds);
  const titles = steps.filter(({ id, effort }) => on.has(id) && effort > 0).map(({ title }) => title);
  const cost = `${way.exact ? "" : "about "}${String(way.cost)}`;
  const likelihood = way.likelihood === null ? "" : ` Its least likely step is rated ${String(way.likelihood)} of 5.`;
  const list = titles.length === 0 ? "" : `: ${titles.join(", then ")}`;
  return `The cheapest way takes effort ${cost}${list}.${likelihood}`;
}
