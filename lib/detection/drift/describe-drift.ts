import { sayNumber } from "../words/say-number.ts";
import { sayP } from "../words/say-p.ts";
import { sayShare } from "../words/say-share.ts";
import type { DriftMeasure } from "./drift-part.ts";
import type { DriftVerdict } from "./drift-verdict.ts";
import type { SettledPart } from "./settle-verdict.ts";

const SHOWN_CATEGORIES = 3;

function measureInWords(verdict: DriftVerdict, measure: DriftMeasure | null): string {
  const { js, ks, wasserstein } = verdict.statistics;
  if (measure === "ks" && ks !== null) return `Kolmogorov–Smirnov distance ${ks.d.toFixed(2)}`;
  if (measure === "wasserstein" && wasserstein !== null) {
    return `values shifted by ${(wasserstein.perSd ?? 0).toFixed(2)} standard deviations (Wasserstein)`;
  }
  return `JS distance ${(js?.corrected ?? 0).toFixed(2)}`;
}

function partInWords(verdict: DriftVerdict, part: SettledPart, against: string): string {
  const sizes = `n = ${sayNumber(part.m)} against ${sayNumber(part.n)} of ${against}`;
  const p = sayP(part.adjusted ?? part.p ?? 1);
  if (part.part === "values") {
    const verb = part.drifted ? "Values moved" : "Values did not move enough to matter";
    return `${verb}: ${measureInWords(verdict, part.measure)}, ${p}, ${sizes}.`;
  }
  const change = verdict.statistics[part.part];
  const what = part.part === "nulls" ? "Missing values" : "Invalid values";
  return `${what} went from ${sayShare(change?.before ?? 0)} to ${sayShare(change?.after ?? 0)}, ${p}, ${sizes}.`;
}

function categoriesInWords({ statistics: { appeared, lost } }: DriftVerdict): string[] {
  const list = (changed: typeof appeared): string =>
    changed
      .slice(0, SHOWN_CATEGORIES)
      .map(({ category, share }) => `${category} (${sayShare(share)})`)
      .join(", ") + (changed.length > SHOWN_CATEGORIES ? ` and ${changed.length - SHOWN_CATEGORIES} more` : "");
  return [
    ...(appeared.length > 0 ? [`New: ${list(appeared)}.`] : []),
    ...(lost.length > 0 ? [`No longer seen: ${list(lost)}.`] : []),
  ];
}

/** The verdict in words with its numbers, one or more sentences; `against` names what was compared with. */
export function describeDrift(verdict: DriftVerdict, against = "the reference"): string {
  const { status, leading, parts, rows, needed } = verdict;
  if (status === "no_reference") return "There is no reference to compare with.";
  const values = parts.find(({ part }) => part === "values");
  if (status === "not_enough_data") {
    const have = `${sayNumber(values?.m ?? rows.current)} values against ${sayNumber(values?.n ?? rows.reference)}`;
    return `Not enough data to say: ${have} of ${against}, at least ${sayNumber(needed)} are needed on each side.`;
  }
  if (status === "constant") return "All values are the same on both sides, as before.";
  const drifted = parts.filter((part) => part.drifted).sort((a, b) => (b.effect ?? 0) - (a.effect ?? 0));
  if (drifted.length === 0)
    return leading === null ? "Nothing moved." : partInWords(verdict, values ?? leading, against);
  const categories = drifted.some(({ part }) => part === "values") ? categoriesInWords(verdict) : [];
  return [...drifted.map((part) => partInWords(verdict, part, against)), ...categories].join(" ");
}
