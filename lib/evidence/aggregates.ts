import type { Evidence } from "../db/types.ts";
import { defineAggregate } from "../kernel/aggregate.ts";

export const evidenceAggregate = defineAggregate<Evidence>({
  type: "evidence",
  table: "evidence",
  schema: 1,
  label: "evidence",
  image: (row) => ({
    entityType: row.entityType,
    entityId: row.entityId,
    kind: row.kind,
    title: row.title,
    fileName: row.fileName,
    mediaType: row.mediaType,
    sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes),
    digest: row.digest,
    url: row.url,
    createdBy: row.createdBy,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  }),
});
