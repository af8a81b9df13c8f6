import { runCommand } from "../kernel/run-command.ts";
import { exportThreats } from "../threats/register/commands/export-threats.ts";
import type { z } from "../zod.ts";
import { readJsonObject, requireMediaType } from "./body.ts";
import { fileResponse } from "./file-response.ts";
import { withActor } from "./route.ts";

/** `POST /threats/export`: the filtered register as a file. */
export const exportThreatsRoute = withActor(async (request, { actor, requestId }) => {
  requireMediaType(request, ["application/json"]);
  const input = (await readJsonObject(request)) as z.input<typeof exportThreats.input>;
  return fileResponse(await runCommand(exportThreats, { actor, requestId, input }));
});
