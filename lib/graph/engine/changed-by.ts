import type { Operation } from "../schema.ts";

/** Ids of the parts that operations (effects of a batch) add, change or remove, each once. */
export function changedBy(operations: readonly Operation[]): string[] {
  return [...new Set(operations.map((operation) => (operation.do === "add" ? operation.value.id : operation.id)))];
}
