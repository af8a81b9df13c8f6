import type { Reader } from "../../kernel/query.ts";
import { decodeFeature, emptyFeature, mergeFeature, type FeatureState } from "../states/feature-state.ts";
import { readWindowStates, type WindowsOf } from "./read-windows.ts";

/** The windows of some series in a time, merged into one. */
export async function readWhole(db: Reader, orgId: string, asked: WindowsOf): Promise<FeatureState> {
  const whole = emptyFeature();
  for (const { state } of await readWindowStates(db, orgId, asked)) {
    const decoded = decodeFeature(state);
    if (decoded !== undefined) mergeFeature(whole, decoded);
  }
  return whole;
}
