import type { Actor } from "../../kernel/actor.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand, runScratch } from "../../kernel/run-command.ts";
import { addSignal } from "../add-signal.ts";
import { raiseAlert } from "../commands/raise-alert.ts";
import { passOver } from "../pass-over.ts";
import { listWaitingSignals } from "../queries/list-waiting-signals.ts";
import { eachOf } from "./each-of.ts";
import { unlessSettled } from "./unless-settled.ts";

const NAME = "alerts";

/** Makes alerts of signals that wait, in order, each once however often the worker dies; answers how many it handled. */
export async function handleSignals(only: { orgId?: string } = {}): Promise<number> {
  await runScratch(passOver, { actor: { type: "system", name: NAME }, input: {} });
  const { items } = await runQuery(listWaitingSignals, { actor: { type: "system", name: NAME }, input: only });
  return eachOf(items, async ({ orgId, id }) => {
    const actor: Actor = { type: "system", name: NAME, orgId };
    const { outcome } = await runScratch(addSignal, { actor, input: { signalId: id } });
    if (outcome === "raise") await unlessSettled(runCommand(raiseAlert, { actor, input: { signalId: id } }));
    return 1;
  });
}
