import { exportModels } from "../inventory/commands/export-models.ts";
import { exportInventory } from "../inventory/exports/export-inventory.ts";
import type { ExportInventoryInput } from "../inventory/exports/schema.ts";
import type { ExportModelsInput } from "../inventory/schema.ts";
import { runCommand } from "../kernel/run-command.ts";
import type { z } from "../zod.ts";
import { refuseOtherSites } from "./same-origin.ts";
import { readJsonObject, requireMediaType } from "./body.ts";
import { exportThreatModel } from "../threats/exports/export-threat-model.ts";
import { isThreatExport } from "../threats/exports/schema.ts";
import { fileResponse } from "./file-response.ts";
import { searchInput, withActor } from "./route.ts";

/** `POST /models/export`: the filtered list as a file. */
export const exportModelsRoute = withActor(async (request, { actor, requestId }) => {
  requireMediaType(request, ["application/json"]);
  const input = (await readJsonObject(request)) as z.input<typeof ExportModelsInput>;
  return fileResponse(await runCommand(exportModels, { actor, requestId, input }));
});

/** `GET /threat-models/{id}/exports/{format}`: a threat model as a file. */
export const exportThreatModelRoute = withActor(async (request, { actor, requestId }, params) => {
  refuseOtherSites(request);
  const search = searchInput(new URL(request.url).searchParams);
  const input = { ...search, ...params } as z.input<typeof exportThreatModel.input>;
  return fileResponse(await runCommand(exportThreatModel, { actor, requestId, input }));
});

/** `GET /exports/{format}`: the inventory, or a part of it, as a file; with `threatModel` and one of its formats, that. */
export const exportInventoryRoute = withActor(async (request, { actor, requestId }, params) => {
  refuseOtherSites(request);
  const search = searchInput(new URL(request.url).searchParams);
  if (isThreatExport(params["format"] ?? "")) {
    const { threatModel, ...rest } = search;
    const given = { ...rest, ...params, id: threatModel } as z.input<typeof exportThreatModel.input>;
    return fileResponse(await runCommand(exportThreatModel, { actor, requestId, input: given }));
  }
  const input = { ...search, ...params } as z.input<typeof ExportInventoryInput>;
  return fileResponse(await runCommand(exportInventory, { actor, requestId, input }));
});
