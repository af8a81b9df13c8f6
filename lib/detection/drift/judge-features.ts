import { benjaminiHochberg } from "../../stats/samples/benjamini-hochberg.ts";
import { DRIFT_DEFAULTS, type DriftSettings } from "../defaults.ts";
import type { DriftVerdict } from "./drift-verdict.ts";
import { settleVerdict } from "./settle-verdict.ts";

/** A feature's name with its verdict. */
export interface JudgedFeature {
  readonly feature: string;
  readonly verdict: DriftVerdict;
}

/**
 * Verdicts of all features of a model and window with every p adjusted over all their tests (Benjamini and Hochberg), in
 * the order given. Severity stays a matter of effect only. A feature without a reference stays as it is.
 */
export function judgeFeatures(
  features: readonly JudgedFeature[],
  settings: DriftSettings = DRIFT_DEFAULTS,
): JudgedFeature[] {
  const adjusted = benjaminiHochberg(features.flatMap(({ verdict }) => verdict.parts.map(({ p }) => p)));
  if (adjusted.status !== "ok") return [...features];
  let place = 0;
  return features.map(({ feature, verdict }) => {
    const own = adjusted.adjusted.slice(place, place + verdict.parts.length);
    place += verdict.parts.length;
    if (verdict.status === "no_reference") return { feature, verdict };
    return { feature, verdict: { ...verdict, ...settleVerdict(verdict.parts, own, settings) } };
  });
}
