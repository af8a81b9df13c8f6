import { AppError } from "../../kernel/errors.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand, runScratch } from "../../kernel/run-command.ts";
import { watchVersion } from "../commands/watch-version.ts";
import { listToWatch } from "../queries/list-to-watch.ts";
import { noteGateStandings, type StandingFact } from "../note-standings.ts";
import { listGatedOrganizations } from "../queries/list-gated-organizations.ts";

const NAME = "gates";

async function watchOne(orgId: string, versionId: string): Promise<void> {
  try {
    await runCommand(watchVersion, { actor: { type: "system", name: NAME, orgId }, input: { versionId } });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "precondition_failed") throw error;
  }
}

/** Goes through the versions in use of every organization, two hundred at a time. */
export async function run({ orgId: wanted }: { orgId?: string | undefined }): Promise<void> {
  const { ids } = await runQuery(listGatedOrganizations, { actor: { type: "system", name: NAME }, input: {} });
  for (const orgId of wanted === undefined ? ids : ids.filter((id) => id === wanted)) {
    const actor = { type: "system" as const, name: NAME, orgId };
    let after: string | null = "00000000-0000-0000-0000-000000000000";
    while (after !== null) {
      const page: { toWatch: string[]; changed: StandingFact[]; next: string | null } = await runQuery(listToWatch, {
        actor,
        input: { after },
      });
      if (page.changed.length > 0) {
        await runScratch(noteGateStandings, { actor, input: { standings: page.changed } });
      }
      for (const versionId of page.toWatch) await watchOne(orgId, versionId);
      after = page.next;
    }
  }
}
