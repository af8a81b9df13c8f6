import type { z } from "../../zod.ts";
import type { TelemetryReference } from "../../db/types.ts";
import type { ReferenceDto } from "../schema.ts";

/** A reference as clients see it; names by the id of the person. */
export function toReferenceDto(
  row: TelemetryReference,
  names: ReadonlyMap<string, { name: string }>,
): z.input<typeof ReferenceDto> {
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id)?.name ?? null));
  return {
    id: row.id,
    state: row.state as "proposed",
    origin: row.origin as "window",
    from: row.fromAt?.toISOString() ?? null,
    to: row.toAt?.toISOString() ?? null,
    rows: row.rows,
    features: row.features,
    digest: row.digest,
    reason: row.reason,
    proposedBy: nameOf(row.proposedBy),
    proposedById: row.proposedBy,
    decidedBy: nameOf(row.decidedBy),
    proposedAt: row.createdAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    version: row.version,
  };
}
