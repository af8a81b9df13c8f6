import type { TrustKey } from "../db/types.ts";
import { describeAnchor } from "./node-crypto.ts";
import { TrustKeyDto } from "./schema.ts";

/** A trusted key as clients see it. */
export function toTrustKeyDto(row: TrustKey): TrustKeyDto {
  const { id, version, name, pem, fingerprint } = row;
  const kind = TrustKeyDto.shape.kind.parse(row.kind);
  return {
    id,
    version,
    name,
    kind,
    pem,
    fingerprint,
    algorithm: describeAnchor(kind, pem),
    state: TrustKeyDto.shape.state.parse(row.state),
    createdAt: row.createdAt.toISOString(),
  };
}
