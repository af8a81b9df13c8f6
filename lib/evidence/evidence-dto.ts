import type { Evidence } from "../db/types.ts";
import type { Actor } from "../kernel/actor.ts";
import { can } from "../kernel/can.ts";
import type { z } from "../zod.ts";
import type { EvidenceDto } from "./schema.ts";

/** A piece of evidence as clients see it; `createdBy` is a name. */
export function toEvidenceDto(row: Evidence, createdBy: string | null, actor: Actor): z.input<typeof EvidenceDto> {
  return {
    id: row.id,
    entityType: row.entityType,
    entityId: row.entityId,
    kind: row.kind as "file" | "link",
    title: row.title,
    fileName: row.fileName,
    mediaType: row.mediaType,
    sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes),
    digest: row.digest,
    url: row.url,
    createdBy,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    abilities: {
      download: row.kind === "file" && can(actor, "evidence:read"),
      withdraw: row.withdrawnAt === null && can(actor, "evidence:write"),
    },
  };
}
