import type { Evidence, Tx } from "../db/types.ts";
import { audited, type AuditItem } from "../kernel/aggregate.ts";
import type { CommandContext } from "../kernel/context.ts";
import { evidenceAggregate } from "./aggregates.ts";
import { insertEvidence } from "./insert-evidence.ts";
import { storeFile } from "./store.ts";

/** Media types of reports that only the product itself writes: gates read them. */
export const OWN_MEDIA_TYPE = "application/vnd.modelkeep.";

type Report = {
  entityType: string;
  entityId: string;
  title: string;
  fileName: string;
  mediaType: string;
  content: unknown;
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/**
 * Puts a report on file as JSON, for a command of any domain, and gives the row with its account for the trail. Throws
 * not_found when what it is about is not of this organization.
 */
export async function attachReport(
  tx: Tx,
  ctx: CommandContext,
  { content, ...facts }: Report,
): Promise<{ row: Evidence; item: AuditItem }> {
  const { digest, sizeBytes } = await storeFile(once(Buffer.from(JSON.stringify(content, null, 2))));
  const row = await insertEvidence(tx, ctx, { ...facts, kind: "file", digest, sizeBytes: BigInt(sizeBytes) });
  return { row, item: audited(evidenceAggregate, null, row) };
}
