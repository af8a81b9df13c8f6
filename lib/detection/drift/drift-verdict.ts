import { benjaminiHochberg } from "../../stats/samples/benjamini-hochberg.ts";
import { DRIFT_DEFAULTS, type DriftSettings } from "../defaults.ts";
import { categoricalValues } from "./categorical-values.ts";
import type { DriftPart } from "./drift-part.ts";
import type { DriftStatistics } from "./drift-statistics.ts";
import type { CategoricalWindow, DriftQuestion, NumericWindow } from "./feature-window.ts";
import { numericValues } from "./numeric-values.ts";
import { settleVerdict, type Settlement } from "./settle-verdict.ts";
import { sharePart } from "./share-part.ts";

/** What is known about the drift of one feature. */
export interface DriftVerdict extends Settlement {
  readonly kind: DriftQuestion["kind"];
  /** Rows of the reference and of the window, nulls and invalid values included. */
  readonly rows: { readonly reference: number; readonly current: number };
  /** How many values each side needs. */
  readonly needed: number;
  readonly statistics: DriftStatistics;
}

const NO_STATISTICS: DriftStatistics = {
  psi: null,
  chiSquare: null,
  ks: null,
  js: null,
  hellinger: null,
  totalVariation: null,
  wasserstein: null,
  nulls: null,
  invalid: null,
  mean: null,
  sd: null,
  appeared: [],
  lost: [],
};

const sum = (counts: ArrayLike<number>): number => Array.from(counts).reduce((total, count) => total + count, 0);

function valuesIn(window: NumericWindow | CategoricalWindow): number {
  return "other" in window ? sum([...window.counts.values()]) + window.other : sum(window.counts);
}

/** Before and after of a number that both sides know. */
function pair(before: number | null | undefined, after: number | null | undefined): DriftStatistics["mean"] {
  return typeof before === "number" && typeof after === "number" ? { before, after } : null;
}

function valuesOf(
  question: DriftQuestion,
  settings: DriftSettings,
): { part: DriftPart; statistics: Partial<DriftStatistics> } | null {
  if (question.reference === null) return null;
  if (question.kind === "categorical") return categoricalValues(question.reference, question.current, settings);
  const { reference, current } = question;
  const { part, statistics } = numericValues(reference, current, settings);
  const moments = { mean: pair(reference.mean, current.mean), sd: pair(reference.sd, current.sd) };
  return { part, statistics: { ...statistics, ...moments } };
}

/**
 * The verdict for one feature from mergeable states of a reference (frozen or rolling) and a window. `status` is decided
 * by p adjusted over the feature's own tests (values, nulls, invalid values) and by the effect; judgeFeatures adjusts
 * over all features of a model. Never throws; what cannot be tested says so.
 */
export function driftVerdict(question: DriftQuestion, settings: DriftSettings = DRIFT_DEFAULTS): DriftVerdict {
  const values = valuesOf(question, settings);
  const current = valuesIn(question.current) + question.current.nulls + (question.current.invalid ?? 0);
  const base = { kind: question.kind, needed: settings.leastN };
  if (values === null || question.reference === null) {
    const nothing = { parts: [], leading: null, severity: "none" as const, statistics: NO_STATISTICS };
    return { ...base, ...nothing, status: "no_reference", rows: { reference: 0, current } };
  }
  const before = question.reference;
  const reference = valuesIn(before) + before.nulls + (before.invalid ?? 0);
  const hits = (name: "nulls" | "invalid") =>
    sharePart(
      name,
      { count: before[name] ?? 0, total: reference },
      { count: question.current[name] ?? 0, total: current },
      settings,
    );
  const [nulls, invalid] = [hits("nulls"), hits("invalid")];
  const parts = [values.part, nulls.part, invalid.part];
  const adjusted = benjaminiHochberg(parts.map(({ p }) => p));
  return {
    ...base,
    ...settleVerdict(parts, adjusted.status === "ok" ? adjusted.adjusted : [], settings),
    rows: { reference, current },
    statistics: { ...NO_STATISTICS, ...values.statistics, nulls: nulls.change, invalid: invalid.change },
  };
}
