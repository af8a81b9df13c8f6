import type { Reader } from "../../kernel/query.ts";
import { DRIFT_DEFAULTS } from "../../detection/defaults.ts";
import { isJudged } from "../rules.ts";
import type { DriftCell, DriftMatrix } from "../schema.ts";
import { graver, readGravest, type CellVerdict } from "./read-gravest.ts";
import type { SeriesRow } from "./read-series.ts";
import type { Range } from "./range.ts";

const empty: DriftCell = { status: "no_data", effect: null, p: null, n: 0, story: null, rolling: null };

function cellOf({ status, effect, p, n, story, rolling }: CellVerdict): DriftCell {
  return { status, effect, p, n, story, rolling };
}

function rowsOf(
  features: readonly SeriesRow[],
  verdicts: readonly CellVerdict[],
  columns: readonly number[],
  range: Range,
) {
  const nameOf = new Map(features.map(({ id, kind, name }) => [id, `${kind}:${name}`]));
  const found = new Map<string, Map<number, CellVerdict>>();
  for (const verdict of verdicts) {
    const id = nameOf.get(verdict.seriesId);
    if (id === undefined) continue;
    const own = found.get(id) ?? new Map<number, CellVerdict>();
    const column = Math.floor((verdict.at - range.from) / range.stepMs);
    const other = own.get(column);
    own.set(column, other === undefined ? verdict : graver(other, verdict));
    found.set(id, own);
  }
  const names = new Map(features.map(({ kind, name }) => [`${kind}:${name}`, { kind, name }]));
  const rows = [...names].map(([series, { kind, name }]) => {
    const verdict = found.get(series);
    const own = columns.map((_, column) => {
      const here = verdict?.get(column);
      return here === undefined ? empty : cellOf(here);
    });
    const effects = own.flatMap((cell) =>
      cell.effect === null || cell.status === "not_enough_data" ? [] : [cell.effect],
    );
    const feature = kind === "output" ? "prediction (output)" : name;
    const worst = effects.length === 0 ? null : Math.max(...effects);
    return { series, feature, type: "number" as const, worst, cells: own };
  });
  return rows.sort(
    (left, right) => (right.worst ?? -1) - (left.worst ?? -1) || (left.feature < right.feature ? -1 : 1),
  );
}

/** Which features drifted and when: a row for each, a column for each hour (or day), judged when its windows closed. */
export async function readMatrix(
  db: Reader,
  orgId: string,
  asked: { modelId: string; series: readonly SeriesRow[]; range: Range },
): Promise<DriftMatrix> {
  const { range } = asked;
  const features = asked.series.filter(({ kind }) => kind === "feature" || kind === "output");
  const columns: number[] = [];
  for (let at = range.from; at < range.to; at += range.stepMs) columns.push(at);
  const verdicts = await readGravest(db, orgId, { modelId: asked.modelId, range });
  const rows = rowsOf(features, verdicts, columns, range);
  const newest = [...columns.keys()]
    .reverse()
    .find((column) => rows.some(({ cells }) => isJudged(cells[column]?.status)));
  const drifted = newest === undefined ? 0 : rows.filter(({ cells }) => cells[newest]?.status === "drifted").length;
  return {
    stepMs: range.stepMs,
    columns,
    rows: rows.slice(0, 200),
    features: rows.length,
    drifted,
    floor: DRIFT_DEFAULTS.floors.js,
    alpha: DRIFT_DEFAULTS.alpha,
  };
}
