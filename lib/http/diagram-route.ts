import { runCommand } from "../kernel/run-command.ts";
import { applyOperations, AnsweredBatch } from "../threats/commands/apply-operations.ts";
import type { z } from "../zod.ts";
import { readJsonObject, requireMediaType } from "./body.ts";
import { jsonResponse, withActor } from "./route.ts";

/** `POST /diagrams/{id}/operations`: a batch that came before, or that asks for what is so already, is no failure. */
export const applyOperationsRoute = withActor(async (request, { actor, requestId }, params) => {
  requireMediaType(request, ["application/json"]);
  const input = { ...(await readJsonObject(request)), ...params } as z.input<typeof applyOperations.input>;
  try {
    return jsonResponse(await runCommand(applyOperations, { actor, input, requestId }));
  } catch (error) {
    if (error instanceof AnsweredBatch) return jsonResponse(error.answer);
    throw error;
  }
});
