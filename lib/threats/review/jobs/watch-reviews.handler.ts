import type { Actor } from "../../../kernel/actor.ts";
import { AppError } from "../../../kernel/errors.ts";
import { runQuery } from "../../../kernel/query.ts";
import { runCommand } from "../../../kernel/run-command.ts";
import { listGatedOrganizations } from "../../../lifecycle/queries/list-gated-organizations.ts";
import { askForReview } from "../commands/ask-for-review.ts";
import { listToReview } from "../queries/list-to-review.ts";

const NAME = "threat-reviews";

async function askAbout(actor: Actor, id: string): Promise<void> {
  try {
    await runCommand(askForReview, { actor, input: { id } });
  } catch (error) {
    if (!(error instanceof AppError) || !["precondition_failed", "conflict"].includes(error.code)) throw error;
  }
}

/** Goes through every organization; what somebody settled meanwhile is passed over. */
export async function run({ orgId: wanted }: { orgId?: string | undefined }): Promise<void> {
  const { ids } = await runQuery(listGatedOrganizations, { actor: { type: "system", name: NAME }, input: {} });
  for (const orgId of wanted === undefined ? ids : ids.filter((id) => id === wanted)) {
    const actor: Actor = { type: "system", name: NAME, orgId };
    const { stale, settled } = await runQuery(listToReview, { actor, input: {} });
    for (const id of [...stale, ...settled]) await askAbout(actor, id);
  }
}
