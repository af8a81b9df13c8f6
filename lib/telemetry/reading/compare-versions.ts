import { describeDrift } from "../../detection/drift/describe-drift.ts";
import { driftVerdict } from "../../detection/drift/drift-verdict.ts";
import type { Reader } from "../../kernel/query.ts";
import { driftQuestion } from "../judge/drift-question.ts";
import { columnFromWindows, countByEdges } from "../reference/build-columns.ts";
import { resolutions } from "../rules.ts";
import type { Distribution, Series } from "../schema.ts";
import { decodeFeature, emptyFeature, mergeFeature, rowsOf, type FeatureState } from "../states/feature-state.ts";
import { pooledValues } from "../states/value-sample.ts";
import { barsOf } from "./bars.ts";
import { countsOf, medianOf } from "./distribution-counts.ts";
import { readWindowStates } from "./read-windows.ts";
import { statisticsOf } from "./statistics-of.ts";

const HOURS_UP_TO_MS = 3 * resolutions["1d"];
/** Under what the counts of the compared version are kept while they are compared. */
const COMPARED = "compared";

type Time = { at: number; stepMs: number };
type Side = { states: readonly FeatureState[]; whole: FeatureState };

async function readSide(db: Reader, orgId: string, seriesIds: readonly string[], { at, stepMs }: Time): Promise<Side> {
  const resolution = stepMs <= HOURS_UP_TO_MS ? "1h" : "1d";
  const from = Math.floor(at / resolutions[resolution]) * resolutions[resolution];
  const rows = await readWindowStates(db, orgId, { seriesIds, resolution, from, to: at + stepMs });
  const states = rows.flatMap(({ state }) => decodeFeature(state) ?? []);
  const whole = emptyFeature();
  for (const state of states) mergeFeature(whole, state, false);
  return { states, whole };
}

/**
 * A column of one version against the same column of another one in a time. Cells come from the first, the edges of numbers
 * from the samples of its windows: n is how many values were compared, of numbers at most 256 a window.
 */
export async function compareVersions(
  db: Reader,
  orgId: string,
  series: Series & { kind: "feature" | "output" },
  asked: Time & { own: readonly string[]; against: readonly string[]; label: string },
): Promise<Distribution> {
  const { at, stepMs, label } = asked;
  const [before, now] = await Promise.all([
    readSide(db, orgId, asked.against, { at, stepMs }),
    readSide(db, orgId, asked.own, { at, stepMs }),
  ]);
  const column = columnFromWindows({ kind: series.kind, name: series.name }, before.states);
  const plain = { series, at, stepMs, n: rowsOf(now.whole), nulls: now.whole.nulls, referenceN: rowsOf(before.whole) };
  const medians = { medianReference: medianOf(before.whole), medianCurrent: medianOf(now.whole) };
  const nothing = { bars: [], statistics: [], rolling: null, causes: [] };
  if (column === null || plain.n === 0) {
    const words = [`There is no value of ${column === null ? label : "this version"} in this time.`];
    return { ...plain, ...medians, ...nothing, status: "no_data", words };
  }
  now.whole.cells.clear();
  if (column.edges.type === "number") {
    const values = pooledValues(now.states.map(({ sample }) => sample));
    const others = Math.round((now.whole.texts.total * values.length) / Math.max(1, now.whole.numbers.n));
    now.whole.cells.set(COMPARED, Float64Array.from(countByEdges(column.edges, values, others)));
  }
  const question = driftQuestion(now.whole, column, COMPARED);
  const verdict = driftVerdict(question);
  return {
    ...plain,
    ...medians,
    ...nothing,
    status: verdict.status,
    words: describeDrift(verdict, label).split(/(?<=[.])\s+(?=[A-Z])/),
    bars: barsOf(column, countsOf(question, column)),
    statistics: statisticsOf(verdict),
  };
}
