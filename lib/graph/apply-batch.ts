import { applyOperation, type Refusal } from "./apply-operation.ts";
import type { Diagram } from "./diagram.ts";
import type { Operation } from "./schema.ts";

/** What a batch did. `refused` names operations by their place in the batch; the others were applied. */
export type BatchOutcome = {
  effects: Operation[];
  inverse: Operation[];
  refused: { index: number; refusal: Refusal }[];
};

/**
 * Applies operations in their order, in place; each stands for itself, so one that is refused takes no other with it except
 * those that need what it would have added.
 */
export function applyBatch(diagram: Diagram, operations: readonly Operation[]): BatchOutcome {
  const result: BatchOutcome = { effects: [], inverse: [], refused: [] };
  const inverses: Operation[][] = [];
  for (const [index, operation] of operations.entries()) {
    const outcome = applyOperation(diagram, operation);
    if (outcome.accepted) {
      result.effects.push(...outcome.effects);
      inverses.push(outcome.inverse);
    } else {
      result.refused.push({ index, refusal: outcome.refusal });
    }
  }
  result.inverse = inverses.toReversed().flat();
  return result;
}

/** Applies what was accepted elsewhere, in place. Throws when it does not fit, which means that something was missed. */
export function applyEffects(diagram: Diagram, effects: readonly Operation[]): void {
  for (const effect of effects) {
    const outcome = applyOperation(diagram, effect);
    if (!outcome.accepted) throw new Error(`an accepted operation does not fit: ${outcome.refusal.message}`);
  }
}

/** What must be at hand to apply a batch: all zones, and of the rest what is named here. */
export type Touched = { elementIds: string[]; flowIds: string[]; assumptionIds: string[]; removedZoneIds: string[] };

/**
 * What a batch touches: elements and flows by id (with the ends of added flows), and the zones whose contents move when they
 * are removed. Flows on removed elements are to be read by their ends.
 */
export function touchedBy(operations: readonly Operation[]): Touched {
  const sets = { element: new Set<string>(), flow: new Set<string>(), assumption: new Set<string>() };
  const zones = new Set<string>();
  for (const operation of operations) {
    const id = operation.do === "add" ? operation.value.id : operation.id;
    if (operation.part !== "zone") sets[operation.part].add(id);
    else if (operation.do === "remove") zones.add(id);
    if (operation.do === "add" && operation.part === "flow") {
      sets.element.add(operation.value.sourceId).add(operation.value.targetId);
    }
  }
  return {
    elementIds: [...sets.element],
    flowIds: [...sets.flow],
    assumptionIds: [...sets.assumption],
    removedZoneIds: [...zones],
  };
}
