import type { TrustKey } from "../db/types.ts";
import { defineAggregate } from "../kernel/aggregate.ts";

export const trustKeyAggregate = defineAggregate<TrustKey>({
  type: "trust_key",
  table: "trust_key",
  schema: 1,
  label: "trusted key",
  image: (row) => ({
    name: row.name,
    kind: row.kind,
    pem: row.pem,
    fingerprint: row.fingerprint,
    state: row.state,
    createdBy: row.createdBy,
  }),
});
