import { recordsAnswer } from "../../interop/telemetry/json/records-answer.ts";
import type { DecodedTelemetry } from "../../interop/telemetry/record.ts";
import { jsonAnswer, type IngestAnswer, type IngestRequest, type Outcome } from "./ingest-format.ts";

type OwnDecoded = DecodedTelemetry & { readonly unknownFields?: readonly string[] };

/**
 * The answer to batches of our own JSON: what was taken and, by its place, what was not and why; the id of the batch, null when
 * nothing was taken. `success` when anything was taken or nothing was sent, 422 when everything was rejected.
 */
export function ownAnswer(
  success: 200 | 202,
): (outcome: Outcome, input: IngestRequest, decoded: OwnDecoded) => IngestAnswer {
  return ({ accepted, rejected, batchId }, _, { unknownFields = [] }) => {
    const { status, body } = recordsAnswer({ success, accepted, rejected, unknownFields });
    return jsonAnswer(status, { ...body, batch_id: batchId, duplicate: false });
  };
}

/** The first answer again, which says that the batch came before and was not counted twice. */
export function ownAnswerAgain(first: IngestAnswer): IngestAnswer {
  if (typeof first.body !== "string") return first;
  return { ...first, body: JSON.stringify({ ...(JSON.parse(first.body) as object), duplicate: true }) };
}
