import type { StripTone } from "@/components/charts/state-strip.tsx";
import type { TimeMark } from "@/components/charts/chart-shape.ts";
import { levelOf, type HeatCell, type HeatRow } from "@/components/charts/heat-cells.ts";
import { numberWords } from "@/components/charts/chart-number.ts";
import type { Tone } from "@/components/ui/badge.tsx";
import { isJudged } from "@/lib/telemetry/rules.ts";
import type { Annotation, Distribution, DriftCell, DriftMatrix, Series, Telemetry } from "@/lib/telemetry/schema.ts";

export const stateMarks: Readonly<Record<Telemetry["state"], { tone: Tone; words: string }>> = {
  no_data: { tone: "neutral", words: "No data yet" },
  warm_up: { tone: "blue", words: "Warming up" },
  live: { tone: "green", words: "Live" },
  silent: { tone: "red", words: "Silent" },
};

export const healthTones: Readonly<Record<Telemetry["health"][number]["state"], StripTone>> = {
  good: "good",
  unjudged: "open",
  drift: "soon",
  alert: "bad",
  silent: "silent",
  no_data: "none",
};

export const healthLegend: Readonly<Record<StripTone, string>> = {
  good: "as usual",
  open: "drift not judged",
  soon: "drift",
  bad: "alert",
  silent: "silent",
  none: "no data",
};

/** Where the page of a model says what windows are compared with. */
export const USUAL = "what-is-usual";

const letters: Readonly<Record<Annotation["kind"], string>> = {
  version: "V",
  alert: "A",
  rebaseline: "R",
  silence: "S",
  signal: "D",
};

export const annotationKinds: Readonly<Record<Annotation["kind"], string>> = {
  version: "Version",
  alert: "Alert",
  rebaseline: "Reference",
  silence: "Silence",
  signal: "Detected",
};

export function marksOf(annotations: readonly Annotation[]): TimeMark[] {
  return annotations.map(({ at, kind, words }) => ({ at, letter: letters[kind], words }));
}

export const causeWords: Readonly<Record<Distribution["causes"][number]["cause"], string>> = {
  attack: "an attack",
  bug: "a fault in the data",
  season: "a season",
  world: "a change in the world",
};

const statusWords: Readonly<Record<DriftCell["status"], string>> = {
  drifted: "drifted",
  stable: "no drift",
  not_enough_data: "not enough data",
  constant: "always the same value",
  no_reference: "no reference to compare with",
  no_data: "no data",
};

type Story = NonNullable<DriftCell["story"]>;

/** What both references say together, as a heading. */
export const storyTitles: Readonly<Record<Story, string>> = {
  steady: "Near both references",
  sudden: "A sudden change",
  slow: "A slow change",
  settled: "Changed some time ago",
  passing: "Back towards the frozen reference",
  unknown: "The last weeks are not known yet",
};

/** Features whose newest judged window is far from the frozen reference and near the last weeks because they crept there. */
export function slowFeatures({ rows }: DriftMatrix): string[] {
  return rows
    .filter(({ cells }) => cells.findLast(({ status }) => isJudged(status))?.story === "slow")
    .map(({ feature }) => feature);
}

/** A probability as people write it; below a thousandth is said so. */
export function probabilityWords(p: number | null): string {
  if (p === null) return "";
  return p < 0.001 ? "p < 0.001" : `p = ${p.toFixed(3)}`;
}

function cellWords(cell: DriftCell): string {
  const numbers = [
    cell.effect === null ? "" : `distance ${cell.effect.toFixed(2)}`,
    probabilityWords(cell.p),
    `n = ${numberWords(cell.n)}`,
    cell.status !== "drifted" || cell.story === null || cell.story === "unknown"
      ? ""
      : storyTitles[cell.story].toLowerCase(),
  ].filter((part) => part !== "");
  return `${statusWords[cell.status]}, ${numbers.join(", ")}`;
}

/** What hatched cells lack. */
export function hatchedWords({ rows }: DriftMatrix): string {
  const lacking = rows.some(({ cells }) => cells.some(({ status }) => status === "no_reference"));
  return lacking ? "not enough data, or not in the reference" : "not enough data";
}

/** The end of the scale: three times as far as where drift begins. */
export function scaleEnd(floor: number): number {
  return Number((floor * 3).toPrecision(2));
}

function heatCell(cell: DriftCell, most: number): HeatCell {
  return {
    level:
      isJudged(cell.status) && cell.effect !== null
        ? levelOf(cell.effect, most)
        : cell.status === "constant"
          ? 0
          : null,
    ring: cell.status === "drifted",
    words: cellWords(cell),
  };
}

/** The rows of a drift matrix as the matrix draws them. */
export function heatRows({ rows, floor }: DriftMatrix): HeatRow[] {
  const most = scaleEnd(floor);
  return rows.map(({ series, feature, cells }) => ({
    id: series,
    label: feature,
    cells: cells.map((cell) => heatCell(cell, most)),
  }));
}

/** Whether any window could be compared with the reference. */
export function isCompared({ rows }: DriftMatrix): boolean {
  return rows.some(({ cells }) => cells.some(({ status }) => isJudged(status)));
}

/** The cell to look at first: the farthest of those that drifted, the newest of equals; null when nothing drifted. */
export function worstCell({ rows, columns }: DriftMatrix): { series: string; at: number } | null {
  let worst: { series: string; at: number; effect: number } | null = null;
  for (const { series, cells } of rows) {
    for (const [place, { status, effect }] of cells.entries()) {
      const at = columns[place];
      if (status !== "drifted" || effect === null || at === undefined) continue;
      const farther = worst === null || effect > worst.effect || (effect === worst.effect && at > worst.at);
      if (farther) worst = { series, at, effect };
    }
  }
  return worst === null ? null : { series: worst.series, at: worst.at };
}

const questions: Readonly<Record<string, string>> = {
  "traffic:requests": "How much is it asked?",
  "measure:latency": "How long does it take?",
  "traffic:errors": "How often does it fail?",
  "traffic:refused": "How often does it refuse?",
  "traffic:injections": "How often does somebody try to inject a prompt?",
  "traffic:leaks": "Does it leak?",
  "measure:confidence": "How sure is it?",
  "measure:cost": "What does a request cost?",
  "traffic:accuracy": "How good is it?",
};

/** The title of a panel asks what the panel answers. */
export function panelTitle({ id, label }: Series): string {
  return questions[id] ?? label;
}

/** Whether an axis has to begin at 0: everything that is counted does; what is nearly always right needs its range. */
export function beginsAtZero({ id }: Series): boolean {
  return id !== "traffic:accuracy" && id !== "measure:confidence";
}
