import type { Actor } from "../../../kernel/actor.ts";
import { AppError } from "../../../kernel/errors.ts";
import { runQuery } from "../../../kernel/query.ts";
import { runCommand } from "../../../kernel/run-command.ts";
import { listGatedOrganizations } from "../../../lifecycle/queries/list-gated-organizations.ts";
import { askForThreatOwner } from "../commands/ask-for-threat-owner.ts";
import { endAcceptance } from "../commands/end-acceptance.ts";
import { listThreatsToWatch } from "../queries/list-threats-to-watch.ts";

const NAME = "threats";

async function unlessSettled(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError) || !["precondition_failed", "conflict"].includes(error.code)) throw error;
  }
}

/** Goes through every organization; what somebody settled meanwhile is passed over. */
export async function run({ orgId: wanted }: { orgId?: string | undefined }): Promise<void> {
  const { ids } = await runQuery(listGatedOrganizations, { actor: { type: "system", name: NAME }, input: {} });
  for (const orgId of wanted === undefined ? ids : ids.filter((id) => id === wanted)) {
    const actor: Actor = { type: "system", name: NAME, orgId };
    const { ended, left } = await runQuery(listThreatsToWatch, { actor, input: {} });
    for (const id of ended) await unlessSettled(runCommand(endAcceptance, { actor, input: { id } }));
    for (const userId of left) await unlessSettled(runCommand(askForThreatOwner, { actor, input: { userId } }));
  }
}
