import type { GateSource } from "./load-gates.ts";

/** The title of the task about a waiver, which also finds it again. */
export function waiverTaskTitle({ model, row }: GateSource, criterion: string): string {
  return `Decide on a waiver for ${model.name} ${row.label}: ${criterion}`.slice(0, 200);
}
