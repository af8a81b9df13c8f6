import { ingestSightings } from "../discovery/commands/ingest-sightings.ts";
import { invalid } from "../kernel/errors.ts";
import { runCommand } from "../kernel/run-command.ts";
import type { z } from "../zod.ts";
import { readJsonObject, requireMediaType } from "./body.ts";
import { jsonResponse, withActor } from "./route.ts";

/** `POST /discoveries`: the header Idempotency-Key is the key of the batch, as `batchKey` in the body is. */
export const ingestSightingsRoute = withActor(async (request, { actor, requestId }) => {
  requireMediaType(request, ["application/json"]);
  const body = await readJsonObject(request);
  const header = request.headers.get("idempotency-key");
  if (header !== null && body["batchKey"] !== undefined && body["batchKey"] !== header) {
    invalid("batchKey", "The header Idempotency-Key says something else.");
  }
  const input = { ...body, ...(header === null ? {} : { batchKey: header }) } as z.input<typeof ingestSightings.input>;
  return jsonResponse(await runCommand(ingestSightings, { actor, input, requestId }));
});
