import type { ApiKey } from "../db/types.ts";
import type { z } from "../zod.ts";
import type { KeyDto } from "./schema.ts";

/** An API key as clients see it: never the key itself. */
export function toKeyDto(
  row: ApiKey,
  names: { createdBy: string | null; lastUsedAt: Date | null },
  now: Date,
): z.input<typeof KeyDto> {
  const expired = row.expiresAt !== null && row.expiresAt <= now;
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    models: row.models,
    state: row.revokedAt !== null ? "revoked" : expired ? "expired" : "active",
    createdBy: names.createdBy,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: names.lastUsedAt?.toISOString() ?? null,
  };
}
