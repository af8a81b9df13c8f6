import type { RejectedRecord, UnreadableTelemetry } from "../record.ts";

/** The body of the answer to events, windows and CloudEvents; who stores the batch adds its id and whether it was a repetition. */
export interface RecordsAnswer {
  readonly accepted: number;
  readonly rejected_count: number;
  /** The first thousand, by their place in the batch. */
  readonly rejected: readonly {
    readonly index: number | string;
    readonly code: RejectedRecord["code"];
    readonly message: string;
  }[];
  readonly unknown_fields?: readonly string[];
}

const MOST_LISTED = 1_000;
const REFUSALS = { malformed: 400, too_large: 413, unsupported: 415 } as const;

/**
 * The answer to a batch that was read: `success` (202 for our own formats; 200 for CloudEvents, where KServe's logger knows no
 * other) when anything was taken or nothing was sent, 422 when everything was rejected. `rejected` are all rejections, those
 * of the reader and later ones; they are listed in the order of their places.
 */
export function recordsAnswer<Success extends 200 | 202>(batch: {
  readonly success: Success;
  readonly accepted: number;
  readonly rejected: readonly RejectedRecord[];
  readonly unknownFields?: readonly string[];
}): { status: Success | 422; body: RecordsAnswer } {
  const { success, accepted, rejected, unknownFields = [] } = batch;
  const listed = [...rejected].sort((a, b) => Number(a.place) - Number(b.place)).slice(0, MOST_LISTED);
  const body = {
    accepted,
    rejected_count: rejected.length,
    rejected: listed.map(({ place, code, message }) => ({ index: place, code, message })),
    ...(unknownFields.length === 0 ? {} : { unknown_fields: unknownFields }),
  };
  return { status: accepted === 0 && rejected.length > 0 ? 422 : success, body };
}

/** The status of the answer to a batch that could not be read at all. */
export function refusalStatus({ code }: UnreadableTelemetry): 400 | 413 | 415 {
  return REFUSALS[code];
}
