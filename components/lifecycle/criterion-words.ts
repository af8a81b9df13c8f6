import { sensitivityLabels } from "@/lib/inventory/rules.ts";
import type { Criterion, CriterionSettings } from "@/lib/lifecycle/policy-schema.ts";
import { targetLabels } from "@/lib/lifecycle/rules.ts";

const level = (from: keyof typeof sensitivityLabels | undefined): string =>
  from === undefined || from === "public" ? "" : sensitivityLabels[from].toLowerCase();

/** How strict a criterion is, in words: whom it applies to and whom it stops. */
export function strictnessWords({ enabled, applies, blocks }: CriterionSettings): string {
  if (!enabled) return "Switched off";
  const from = level(applies.sensitivityFrom);
  const who = from === "" ? "Applies to every model" : `Applies from ${from} on`;
  if (blocks === null) return `${who}; it only advises`;
  const stops = level(blocks.sensitivityFrom);
  return stops === "" || stops === from ? `${who}, and blocks` : `${who}; it blocks from ${stops} on`;
}

/** The gates of a criterion in words. */
export function gateWords({ gates }: Pick<Criterion, "gates">): string {
  return gates.map((gate) => targetLabels[gate].toLowerCase()).join(", ");
}
