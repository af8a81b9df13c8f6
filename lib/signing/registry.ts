import { trustKeyAggregate } from "./aggregate.ts";
import { addTrustKey } from "./commands/add-trust-key.ts";
import { recordScan } from "./commands/record-scan.ts";
import { retireTrustKey } from "./commands/retire-trust-key.ts";
import { verifyArtifactSignature } from "./commands/verify-signature.ts";
import { listTrustKeys } from "./queries/list-trust-keys.ts";

/** Everything of this domain for the registry. */
export const signing = {
  aggregates: [trustKeyAggregate],
  commands: [addTrustKey, recordScan, retireTrustKey, verifyArtifactSignature],
  queries: [listTrustKeys],
} as const;
