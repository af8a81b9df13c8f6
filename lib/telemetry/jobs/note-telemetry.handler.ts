import { AppError } from "../../kernel/errors.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { noteBatches } from "../commands/note-batches.ts";
import { noteParked } from "../commands/note-parked.ts";
import { listUnnoted } from "../queries/list-unnoted.ts";

const NAME = "telemetry";

function unlessNothing(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== "precondition_failed") throw error;
}

/** Goes through the organizations whose batches no entry speaks of yet. */
export async function run(): Promise<void> {
  const { ids } = await runQuery(listUnnoted, { actor: { type: "system", name: NAME }, input: {} });
  for (const orgId of ids) {
    const call = { actor: { type: "system", name: NAME, orgId }, input: {} } as const;
    await runCommand(noteBatches, call).catch(unlessNothing);
    await runCommand(noteParked, call).catch(unlessNothing);
  }
}
