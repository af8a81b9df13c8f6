import { runCommand } from "../kernel/run-command.ts";
import { evidenceBundle } from "../trail/bundle.ts";
import { exportBundle } from "../trail/commands/export-bundle.ts";
import type { ExportBundleInput } from "../trail/schema.ts";
import type { z } from "../zod.ts";
import { readJsonObject, requireMediaType } from "./body.ts";
import { withActor } from "./route.ts";

function streamOf(pieces: AsyncGenerator<Uint8Array, undefined>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

/** `POST /audit/exports`: leaves the entry first, then streams the evidence as a zip file. */
export const exportBundleRoute = withActor(async (request, { actor, requestId }) => {
  requireMediaType(request, ["application/json"]);
  const input = (await readJsonObject(request)) as z.input<typeof ExportBundleInput>;
  const head = await runCommand(exportBundle, { actor, requestId, input });
  return new Response(streamOf(evidenceBundle(actor, head)), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${head.fileName}"`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
});
