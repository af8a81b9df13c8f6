import type { UnreadableTelemetry } from "../record.ts";

/** Thrown inside a reader when nothing of a batch can be taken; a reader's entry turns it into its answer. */
export class UnreadableBatchError extends Error {
  override readonly name = "UnreadableBatchError";
  readonly problem: UnreadableTelemetry;

  constructor(code: UnreadableTelemetry["code"], message: string, place: string) {
    super(message);
    this.problem = { code, message, place };
  }
}
