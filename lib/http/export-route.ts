import { exportModels } from "../inventory/commands/export-models.ts";
import type { ExportModelsInput } from "../inventory/schema.ts";
import { runCommand } from "../kernel/run-command.ts";
import type { z } from "../zod.ts";
import { readJsonObject, requireMediaType } from "./body.ts";
import { fileResponse } from "./file-response.ts";
import { withActor } from "./route.ts";

/** `POST /models/export`: the filtered list as a file. */
export const exportModelsRoute = withActor(async (request, { actor, requestId }) => {
  requireMediaType(request, ["application/json"]);
  const input = (await readJsonObject(request)) as z.input<typeof ExportModelsInput>;
  return fileResponse(await runCommand(exportModels, { actor, requestId, input }));
});
