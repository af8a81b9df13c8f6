import { applyBatch, applyEffects, type BatchOutcome } from "./apply-batch.ts";
import { copyDiagram, type Diagram } from "./diagram.ts";
import type { Operation } from "./schema.ts";

/** Operations that were proposed together. The id is made by whoever proposes; a re-sent batch is the same batch. */
export type Batch = { id: string; operations: readonly Operation[] };

/** A batch as the server accepted it. `seq` counts from 1 without gaps. */
export type AcceptedBatch = { seq: number; id: string; effects: readonly Operation[] };

/**
 * A browser's diagram: what the server accepted, and on top what this browser proposed and was not answered yet. Batches from
 * the server are applied in the order of `seq`, whatever the order in which they arrive; each batch counts once.
 */
export class Replica {
  #confirmed: Diagram;
  #view: Diagram;
  #seq: number;
  #pending: Batch[];
  readonly #early = new Map<number, AcceptedBatch>();

  constructor(diagram: Diagram, seq: number, pending: readonly Batch[] = []) {
    this.#confirmed = copyDiagram(diagram);
    this.#view = copyDiagram(diagram);
    this.#seq = seq;
    this.#pending = [...pending];
    this.#project();
  }

  /** What to show. A new object after each change; values that did not change are the same objects. */
  get view(): Diagram {
    return this.#view;
  }

  /** The newest batch of the server that is in here. */
  get seq(): number {
    return this.#seq;
  }

  /** What was proposed and is not answered, oldest first. */
  get pending(): readonly Batch[] {
    return this.#pending;
  }

  /** Whether batches arrived that cannot be applied because one before them is missing. */
  get hasGap(): boolean {
    return this.#early.size > 0;
  }

  /** Shows a change at once and keeps it until the server answers. What does not fit is refused here already. */
  propose(batch: Batch): BatchOutcome {
    const view = copyDiagram(this.#view);
    const outcome = applyBatch(view, batch.operations);
    if (outcome.effects.length > 0) {
      this.#pending = [...this.#pending, batch];
      this.#view = view;
    }
    return outcome;
  }

  /** Takes a batch that the server accepted, from anybody. */
  receive(batch: AcceptedBatch): void {
    if (batch.seq <= this.#seq) {
      this.settle(batch.id);
      return;
    }
    this.#early.set(batch.seq, batch);
    let changed = false;
    for (let next = this.#early.get(this.#seq + 1); next !== undefined; next = this.#early.get(this.#seq + 1)) {
      this.#early.delete(next.seq);
      applyEffects(this.#confirmed, next.effects);
      this.#seq = next.seq;
      const id = next.id;
      this.#pending = this.#pending.filter((pending) => pending.id !== id);
      changed = true;
    }
    if (changed) this.#project();
  }

  /** Lets go of a proposal that the server answered without accepting anything of it. */
  settle(batchId: string): void {
    if (!this.#pending.some((pending) => pending.id === batchId)) return;
    this.#pending = this.#pending.filter((pending) => pending.id !== batchId);
    this.#project();
  }

  /** Starts again from what the server has, keeping what was not answered. */
  reset(diagram: Diagram, seq: number): void {
    this.#confirmed = copyDiagram(diagram);
    this.#seq = seq;
    this.#early.clear();
    this.#project();
  }

  #project(): void {
    const view = copyDiagram(this.#confirmed);
    for (const batch of this.#pending) applyBatch(view, batch.operations);
    this.#view = view;
  }
}
