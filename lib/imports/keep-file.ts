import type { ImportDraft, Tx } from "../db/types.ts";
import type { CommandContext } from "../kernel/context.ts";
import { importFormats, isImportFormat } from "./rules.ts";
import type { AppliedRecord } from "./schema.ts";

/** Keeps the file of an import for good, with the ids of everything that it states. */
export async function keepFile(
  tx: Pick<Tx, "importFile">,
  ctx: CommandContext,
  draft: ImportDraft,
  records: readonly AppliedRecord[],
): Promise<void> {
  const { id, orgId, format, name, digest, source } = draft;
  const stated = records.flatMap((record) => (record.id === null || record.action === "skip" ? [] : [record.id]));
  await tx.importFile.create({
    data: {
      id,
      orgId,
      format,
      name,
      mediaType: isImportFormat(format) ? importFormats[format].mediaTypes[0] : "application/octet-stream",
      digest,
      sizeBytes: source.byteLength,
      source,
      entityIds: [...new Set(stated)],
      createdBy: ctx.actor.type === "user" ? ctx.actor.id : null,
      createdAt: ctx.now(),
    },
  });
}
