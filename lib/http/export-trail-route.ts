import type { Actor } from "../kernel/actor.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { exportTrail } from "../trail/commands/export-trail.ts";
import { trailCsvHead, trailCsvLine, trailJsonLine } from "../trail/export-text.ts";
import { listEntries } from "../trail/queries/list-entries.ts";
import { trailFacets } from "../trail/queries/trail-facets.ts";
import type { ExportTrailInput } from "../trail/schema.ts";
import type { z } from "../zod.ts";
import { readJsonObject, requireMediaType } from "./body.ts";
import { withActor } from "./route.ts";

const PAGE = 200;

type Export = { actor: Actor; upTo: string; input: z.input<typeof ExportTrailInput> };

async function* lines({ actor, upTo, input }: Export): AsyncGenerator<string, undefined> {
  const { format, ...filters } = input;
  const { names } = await runQuery(trailFacets, { actor, input: {} });
  if (format === "csv") yield trailCsvHead;
  let cursor: string | null = String(BigInt(upTo) + 1n);
  while (cursor !== null) {
    const page: { items: Parameters<typeof trailJsonLine>[0][]; nextCursor: string | null } = await runQuery(
      listEntries,
      {
        actor,
        input: { ...filters, cursor, limit: PAGE },
      },
    );
    yield page.items.map((each) => (format === "csv" ? trailCsvLine(each, names) : trailJsonLine(each))).join("");
    cursor = page.nextCursor;
  }
  return undefined;
}

function streamOf(texts: AsyncGenerator<string, undefined>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await texts.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}

/** `POST /audit/entries/export`: leaves the entry first, then streams what the filter shows, newest first. */
export const exportTrailRoute = withActor(async (request, { actor, requestId }) => {
  requireMediaType(request, ["application/json"]);
  const input = (await readJsonObject(request)) as z.input<typeof ExportTrailInput>;
  const { fileName, upTo } = await runCommand(exportTrail, { actor, requestId, input });
  const type = input.format === "csv" ? "text/csv" : "application/x-ndjson";
  return new Response(streamOf(lines({ actor, upTo, input })), {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="${fileName}"`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
});
