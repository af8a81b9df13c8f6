import type { Answer } from "../answer.ts";

/** The numbers of an answer that must be "ok"; throws with the status of a refusal. */
export function answered<T>(given: Answer<T>): T {
  if (given.status !== "ok") throw new Error(`expected an answer, got ${given.status}`);
  return given;
}
