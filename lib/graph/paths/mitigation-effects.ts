import { cheapestWay, type Way } from "./cheapest-way.ts";
import { stepsInOrder } from "./check-path.ts";
import type { AttackPath, AttackStep, Mitigation } from "./schema.ts";

/** Whether a mitigation, when it works, stops a step. */
export function stops(mitigation: Mitigation, step: AttackStep): boolean {
  return (
    mitigation.stepIds.includes(step.id) || (step.threatId !== null && mitigation.threatIds.includes(step.threatId))
  );
}

/** The steps that the working ones of these mitigations stop. */
export function stoppedSteps(path: AttackPath, mitigations: readonly Mitigation[]): Set<string> {
  const working = mitigations.filter((mitigation) => mitigation.working);
  const stopped = path.steps.filter((step) => working.some((mitigation) => stops(mitigation, step)));
  return new Set(stopped.map(({ id }) => id));
}

/** A path with and without a mitigation. `null` is: there is no way. */
export type PathEffect = { pathId: string; withIt: Way | null; withoutIt: Way | null };

export type MitigationEffect = {
  mitigationId: string;
  /** Paths that become possible when it fails or is removed, and have no way while it works and the others are as they are. */
  opens: PathEffect[];
  /** Paths that are possible either way and become cheaper without it. */
  cheapens: PathEffect[];
  /** Paths on which it alone, working, leaves no way, whatever the others do. */
  cutsAlone: string[];
};

/**
 * For each mitigation, what would open if it failed or were removed, and which paths it cuts by itself. The others stay as they
 * are: working or not. A mitigation that does not work yet is looked at as if it did ("with it" is then: once it works).
 */
export function mitigationEffects(
  paths: readonly AttackPath[],
  mitigations: readonly Mitigation[],
): MitigationEffect[] {
  return mitigations.map((mitigation) => {
    const others = mitigations.filter(({ id }) => id !== mitigation.id);
    const working = { ...mitigation, working: true };
    const effect: MitigationEffect = { mitigationId: mitigation.id, opens: [], cheapens: [], cutsAlone: [] };
    for (const path of paths) {
      if (!path.steps.some((step) => stops(mitigation, step))) continue;
      const withIt = cheapestWay(path, stoppedSteps(path, [...others, working]));
      const withoutIt = cheapestWay(path, stoppedSteps(path, others));
      const found = { pathId: path.id, withIt, withoutIt };
      if (withIt === null && withoutIt !== null) effect.opens.push(found);
      else if (withIt !== null && withoutIt !== null && withoutIt.cost < withIt.cost) effect.cheapens.push(found);
      if (cheapestWay(path, stoppedSteps(path, [working])) === null) effect.cutsAlone.push(path.id);
    }
    return effect;
  });
}

export type ThreatCount = {
  threatId: string;
  /** Paths with a step that uses it. */
  paths: number;
  /** Paths on whose cheapest way it lies. */
  cheapest: number;
};

/** How many paths each threat lies on, the most frequent first; ties by how often it is on the cheapest way, then by id. */
export function threatsOnPaths(paths: readonly AttackPath[], mitigations: readonly Mitigation[] = []): ThreatCount[] {
  const counts = new Map<string, ThreatCount>();
  for (const path of paths) {
    const way = new Set(cheapestWay(path, stoppedSteps(path, mitigations))?.stepIds ?? []);
    const steps = stepsInOrder(path);
    for (const threatId of new Set(steps.flatMap((step) => step.threatId ?? []))) {
      const count = counts.get(threatId) ?? { threatId, paths: 0, cheapest: 0 };
      const onWay = steps.some((step) => step.threatId === threatId && way.has(step.id));
      counts.set(threatId, { threatId, paths: count.paths + 1, cheapest: count.cheapest + (onWay ? 1 : 0) });
    }
  }
  return [...counts.values()].sort(
    (a, b) => b.paths - a.paths || b.cheapest - a.cheapest || (a.threatId < b.threatId ? -1 : 1),
  );
}
