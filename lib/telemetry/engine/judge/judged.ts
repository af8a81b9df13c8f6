import type { DriftVerdict } from "../../../detection/drift/drift-verdict.ts";
import type { ReferenceColumn } from "../../reference/build-columns.ts";
import type { FeatureState } from "../../states/feature-state.ts";

/** A reference in force with its columns by kind and name. */
export type FrozenReference = { id: string; columns: ReadonlyMap<string, ReferenceColumn> };

/** A column of an hour with its verdict. */
export type Judged = {
  seriesId: string;
  versionId: string;
  name: string;
  verdict: DriftVerdict;
  n: number;
  state: FeatureState;
  column: ReferenceColumn;
};
