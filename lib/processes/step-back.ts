import { constants, getPriority, setPriority } from "node:os";
import { log } from "../log.ts";

/**
 * Lets what answers people and senders go first: on a busy machine this process takes what processor time the others leave,
 * and never less than about a tenth of it. A system that does not allow it is left as it is.
 */
export function stepBack(): void {
  try {
    const behind = getPriority() + constants.priority.PRIORITY_BELOW_NORMAL;
    setPriority(Math.min(constants.priority.PRIORITY_LOW, behind));
  } catch (error) {
    log.info("the worker keeps its priority", { error });
  }
}
