import { jsonAnswer, type IngestAnswer, type Outcome } from "./ingest-format.ts";

/** Rejections that an answer lists; the rest are counted. */
const LISTED = 100;

/**
 * The answer to batches of our own JSON: what was taken and, by its place, what was not and why. `success` when anything was
 * taken or nothing was sent, 422 when everything was rejected.
 */
export function ownAnswer(success: 200 | 202): (outcome: Outcome) => IngestAnswer {
  return ({ accepted, rejected, batchKey }) =>
    jsonAnswer(accepted === 0 && rejected.length > 0 ? 422 : success, {
      accepted,
      rejected: rejected.slice(0, LISTED).map(({ place, code, message }) => ({ index: place, code, message })),
      rejectedCount: rejected.length,
      batch: batchKey.slice(0, 32),
    });
}
