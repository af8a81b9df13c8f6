import { importDoor } from "../import-door.ts";
import { downloadImport } from "../imports/commands/download-import.ts";
import { importFormats, isImportFormat } from "../imports/rules.ts";
import type { ImportPreviewDto } from "../imports/schema.ts";
import { type ApplyImportInput } from "../imports/schema.ts";
import { can } from "../kernel/can.ts";
import type { Call } from "../kernel/context.ts";
import { AppError, notFound } from "../kernel/errors.ts";
import { runCommand, runScratch } from "../kernel/run-command.ts";
import type { z } from "../zod.ts";
import { readBody, readJsonObject, requireMediaType } from "./body.ts";
import { fileResponse } from "./file-response.ts";
import { jsonResponse, withActor } from "./route.ts";
import { refuseOtherSites } from "./same-origin.ts";

type ApplyCall = Call<z.input<typeof ApplyImportInput>>;

/** Applies; when the records changed since the preview, the conflict carries a new preview, which can be applied in turn. */
async function applyOrShow(call: ApplyCall): Promise<z.output<typeof importDoor.apply.output>> {
  try {
    return await runCommand(importDoor.apply, call);
  } catch (error) {
    if (!(error instanceof AppError) || error.extra["stale"] !== true) throw error;
    const preview: ImportPreviewDto = await runScratch(importDoor.refresh, { ...call, input: { id: call.input.id } });
    throw new AppError("conflict", error.message, { extra: { preview } });
  }
}

/** Applies at once, or answers 202 and goes on in the background when the import is long. */
async function applyOrQueue(call: ApplyCall): Promise<Response> {
  try {
    return jsonResponse(await applyOrShow(call));
  } catch (error) {
    if (!(error instanceof AppError) || error.extra["background"] !== true) throw error;
    const { id } = call.input;
    const run = await runScratch(importDoor.queue, call);
    return jsonResponse({ id, run }, 202);
  }
}

/** `POST /imports/{format}`: the file is the raw body; `?apply=true` applies it at once when nothing needs a person. */
export const previewImportRoute = withActor(async (request, { actor, requestId }, params) => {
  const format = params["id"] ?? "";
  if (!isImportFormat(format)) return notFound("import format");
  const { mediaTypes, limitBytes } = importFormats[format];
  requireMediaType(request, mediaTypes);
  const mayImport = can(actor, importDoor.preview.permission);
  const source = mayImport ? await readBody(request, limitBytes) : new Uint8Array(0);
  const { searchParams } = new URL(request.url);
  const options = searchParams.get("options") ?? "";
  const name = searchParams.get("name") ?? "";
  const input = { format, source, options, name };
  const preview = await runScratch(importDoor.preview, { actor, requestId, input });
  if (searchParams.get("apply") !== "true") return jsonResponse(preview);
  return applyOrQueue({ actor, requestId, input: { id: preview.id } });
});

/** `POST /imports/{id}/apply`, with the decisions of the review if there are any. */
export const applyImportRoute = withActor(async (request, { actor, requestId }, params) => {
  if (request.headers.get("content-type") !== null) requireMediaType(request, ["application/json"]);
  const body = await readJsonObject(request);
  const input = { ...body, ...params } as ApplyCall["input"];
  return applyOrQueue({ actor, requestId, input });
});

/** `GET /imports/{id}/file`: the file of an applied import, to save. */
export const importFileRoute = withActor(async (request, { actor, requestId }, params) => {
  refuseOtherSites(request);
  return fileResponse(await runCommand(downloadImport, { actor, requestId, input: { id: params["id"] ?? "" } }));
});
