import { ApiError } from "@/lib/http/client.ts";
import type { Batch } from "@/lib/graph/replica.ts";
import { operationsAfter, sendOperations } from "@/lib/threats/api.ts";
import type { RefusalDto } from "@/lib/threats/schema.ts";
import { newUuid } from "./new-uuid.ts";
import type { RoomDoor, Sent } from "./room-store.ts";

/** Answers that mean "later", not "no". */
const LATER: readonly number[] = [0, 408, 429, 500, 502, 503, 504];

async function send(diagram: string, batch: Batch): Promise<Sent> {
  try {
    const body = { id: diagram, batchId: batch.id, operations: [...batch.operations] };
    return { kind: "applied", answer: await sendOperations(body) };
  } catch (error) {
    if (!(error instanceof ApiError) || LATER.includes(error.problem.status)) return { kind: "unreachable" };
    const refused = Array.isArray(error.problem["refused"]) ? (error.problem["refused"] as RefusalDto[]) : [];
    return { kind: "refused", message: error.problem.title, refused };
  }
}

/** The server's door for one diagram, from the browser. */
export function roomDoor(diagram: string, keep: RoomDoor["keep"]): RoomDoor {
  return {
    send: (batch) => send(diagram, batch),
    after: (seq) => operationsAfter(diagram, seq),
    keep,
    newId: newUuid,
    now: () => Date.now(),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}
