import { AppError } from "../kernel/errors.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand, runScratch } from "../kernel/run-command.ts";
import { log } from "../log.ts";
import type { z } from "../zod.ts";
import { applyImport } from "./commands/apply-import.ts";
import { noteProgress, readImporter, type RunImport } from "./runs.ts";
import type { ImportFormat, ImportMonitor } from "./schema.ts";

const TIMEOUT_MS = 20 * 60_000;
/** A report is a statement on a connection of its own: about a hundred for an import, whatever its length. */
const REPORTS = 100;

type Input = z.output<typeof RunImport>;

/** Thrown into the transaction of an import that somebody stopped, so that it rolls back. */
class StoppedImport extends AppError {
  constructor() {
    super("precondition_failed", "The import was stopped. Nothing was changed.");
  }
}

function monitorOf(input: Input): ImportMonitor {
  const actor = { type: "system" as const, orgId: input.orgId, name: "import" };
  let last = -Infinity;
  return {
    async report(done, total) {
      if (done - last < total / REPORTS && done < total) return;
      last = done;
      const note = { id: input.id, state: "running" as const, done, total };
      const { cancelRequested } = await runScratch(noteProgress, { actor, input: note });
      if (cancelRequested) throw new StoppedImport();
    },
  };
}

/** Applies an import in the background as whoever started it. How it ended is noted and told to them; it is not tried again. */
export async function runImport(formats: readonly ImportFormat[], input: Input): Promise<void> {
  const { orgId, actorType, actorId, ...apply } = input;
  const system = { type: "system" as const, orgId, name: "import" };
  const end = async (state: "done" | "failed" | "cancelled", failure?: string): Promise<void> => {
    const facts = failure === undefined ? {} : { failure };
    await runScratch(noteProgress, { actor: system, input: { id: input.id, state, ...facts } });
  };
  const actor = await runQuery(readImporter, { actor: system, input: { type: actorType, id: actorId } });
  if (actor === null) return end("failed", "Whoever started this import may not act here any more.");
  const background = { monitor: monitorOf(input), timeoutMs: TIMEOUT_MS };
  try {
    await background.monitor.report(0, 0);
    await runCommand(applyImport(formats, background), { actor, input: apply });
    await end("done");
  } catch (error) {
    if (error instanceof StoppedImport) return end("cancelled");
    if (!(error instanceof AppError)) log.error("an import failed", { error: String(error) });
    await end("failed", error instanceof AppError ? error.message : "Something went wrong here. Nothing was changed.");
  }
}
