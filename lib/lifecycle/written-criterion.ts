import type { Criterion } from "./policy-schema.ts";
import type { GateTarget, SensitivityLevel } from "./rules.ts";

/** A shipped criterion as it is written down: attested unless it names facts, and then with evidence. */
export type WrittenCriterion = Pick<Criterion, "id" | "title" | "why" | "source"> & {
  gates: readonly GateTarget[];
  facts?: readonly string[];
  evidence?: boolean;
  /** From which sensitivity it applies; every one when left out. */
  from?: SensitivityLevel;
  /** From which sensitivity it blocks; wherever it applies when left out, never when null. */
  blocksFrom?: SensitivityLevel | null;
};
