import type { Reader } from "../../kernel/query.ts";
import { DRIFT_DEFAULTS } from "../../detection/defaults.ts";
import type { DriftCell, DriftMatrix } from "../schema.ts";
import type { SeriesRow } from "./read-series.ts";
import type { Range } from "./range.ts";

type VerdictRow = {
  seriesId: string;
  at: Date;
  status: DriftCell["status"];
  n: bigint;
  effect: number | null;
  p: number | null;
  story: DriftCell["story"];
  rolling: number | null;
};

const empty: DriftCell = { status: "no_data", effect: null, p: null, n: 0, story: null, rolling: null };

/** Of several verdicts of one cell (versions, hours of a day) the one that says most. */
const order: readonly DriftCell["status"][] = [
  "no_data",
  "no_reference",
  "not_enough_data",
  "constant",
  "stable",
  "drifted",
];

function graver(left: DriftCell, right: DriftCell): DriftCell {
  const by = order.indexOf(left.status) - order.indexOf(right.status);
  if (by !== 0) return by > 0 ? left : right;
  return (left.effect ?? 0) >= (right.effect ?? 0) ? left : right;
}

function readVerdicts(db: Reader, orgId: string, modelId: string, range: Range): Promise<VerdictRow[]> {
  return db.$queryRawUnsafe<VerdictRow[]>(
    `select series_id::text as "seriesId", bucket as at, status, n, effect, p_adjusted as p, story, rolling from telemetry_verdict
     where org_id = $1::uuid and model_id = $2::uuid and bucket >= $3::timestamptz and bucket < $4::timestamptz order by bucket`,
    orgId,
    modelId,
    new Date(range.from).toISOString(),
    new Date(range.to).toISOString(),
  );
}

function rowsOf(
  features: readonly SeriesRow[],
  verdicts: readonly VerdictRow[],
  columns: readonly number[],
  range: Range,
) {
  const nameOf = new Map(features.map(({ id, kind, name }) => [id, `${kind}:${name}`]));
  const cells = new Map<string, DriftCell[]>();
  for (const { seriesId, at, n, ...verdict } of verdicts) {
    const id = nameOf.get(seriesId);
    if (id === undefined) continue;
    const row = cells.get(id) ?? columns.map(() => empty);
    const column = Math.floor((at.getTime() - range.from) / range.stepMs);
    row[column] = graver(row[column] ?? empty, { ...verdict, n: Number(n) });
    cells.set(id, row);
  }
  const names = new Map(features.map(({ kind, name }) => [`${kind}:${name}`, { kind, name }]));
  const found = [...names].map(([series, { kind, name }]) => {
    const own = cells.get(series) ?? columns.map(() => empty);
    const effects = own.flatMap((cell) =>
      cell.effect === null || cell.status === "not_enough_data" ? [] : [cell.effect],
    );
    const feature = kind === "output" ? "prediction (output)" : name;
    const worst = effects.length === 0 ? null : Math.max(...effects);
    return { series, feature, type: "number" as const, worst, cells: own };
  });
  return found.sort(
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
  const verdicts = await readVerdicts(db, orgId, asked.modelId, range);
  const rows = rowsOf(features, verdicts, columns, range);
  const newest = [...columns.keys()].reverse().find((column) => rows.some(({ cells }) => isJudged(cells[column])));
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

const isJudged = (cell: DriftCell | undefined): boolean => cell?.status === "drifted" || cell?.status === "stable";
