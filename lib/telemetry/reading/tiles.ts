import type { DriftMatrix, Tile } from "../schema.ts";
import { counterOf, trafficPoints, type Point } from "./traffic-points.ts";
import type { Range } from "./range.ts";

const numbers = (points: readonly Point[]): number[] => points.flatMap(([, value]) => (value === null ? [] : [value]));

function usual(points: readonly Point[], unit: string): string {
  const sorted = numbers(points).sort((left, right) => left - right);
  if (sorted.length < 8) return "Not enough data to say what is usual";
  const at = (q: number): number => sorted[Math.round(q * (sorted.length - 1))] ?? 0;
  const say = (value: number): string => value.toLocaleString("en-GB", { maximumSignificantDigits: 3 });
  const [low, high] = [say(at(0.1)), say(at(0.9))];
  return `Usually ${low === high ? low : `${low} to ${high}`}${unit === "" ? "" : ` ${unit}`} in this time`;
}

const last = (points: readonly Point[]): number | null => numbers(points).at(-1) ?? null;

function tile(fields: Pick<Tile, "id" | "label" | "unit" | "series"> & { points: Point[] }): Tile {
  return { ...fields, value: last(fields.points), note: usual(fields.points, fields.unit), tone: "plain", limit: null };
}

const measured = (points: readonly Point[]): Point[] => points.filter(([, value]) => value !== null);

/** The largest effect of each column of the matrix; null where nothing was compared. */
function effectPoints({ columns, rows }: DriftMatrix): Point[] {
  const largest = columns.map((): number | null => null);
  for (const { cells } of rows) {
    cells.forEach(({ effect }, column) => {
      if (effect !== null) largest[column] = Math.max(largest[column] ?? effect, effect);
    });
  }
  return columns.map((at, column): Point => [at, largest[column] ?? null]);
}

function driftTile(matrix: DriftMatrix): Tile {
  const points = effectPoints(matrix);
  const value = last(points);
  const over = value !== null && value >= matrix.floor;
  return {
    id: "drift",
    label: "Largest drift",
    unit: "",
    value,
    note: `Jensen–Shannon distance, ${matrix.floor} and more matters`,
    tone: over && matrix.drifted > 0 ? "amber" : "plain",
    limit: matrix.floor,
    series: matrix.rows[0]?.series ?? "",
    points,
  };
}

/** The row of numbers at the top of a model's telemetry: what there is, in a fixed order. */
export function tilesOf(read: {
  traffic: ReadonlyMap<number, readonly number[]>;
  /** Of each window the largest p95 of latency, the largest mean of confidence, and the largest share of missing values in percent. */
  latency: readonly Point[];
  confidence: readonly Point[];
  nulls: readonly Point[];
  matrix: DriftMatrix;
  range: Range;
}): Tile[] {
  const { traffic, range, matrix } = read;
  const hasLabels = [...traffic.values()].some((counters) => counterOf(counters, "labelled") > 0);
  const line = (id: string): Point[] => trafficPoints(traffic, id, range);
  const tiles: Tile[] = [];
  if (traffic.size > 0) {
    tiles.push(
      tile({
        id: "volume",
        label: "Requests per hour",
        unit: "",
        series: "traffic:requests",
        points: line("requests"),
      }),
    );
  }
  if (read.latency.length > 0) {
    const points = measured(read.latency);
    tiles.push(tile({ id: "latency", label: "Latency, p95", unit: "ms", series: "measure:latency", points }));
  }
  if (traffic.size > 0) {
    tiles.push(tile({ id: "errors", label: "Errors", unit: "%", series: "traffic:errors", points: line("errors") }));
  }
  if (read.nulls.length > 0) {
    const points = measured(read.nulls);
    const series = matrix.rows[0]?.series ?? "";
    tiles.push(tile({ id: "nulls", label: "Missing, worst feature", unit: "%", series, points }));
  }
  if (hasLabels) {
    const points = line("accuracy");
    tiles.push(tile({ id: "performance", label: "Accuracy", unit: "%", series: "traffic:accuracy", points }));
  } else if (read.confidence.length > 0) {
    const points = measured(read.confidence);
    tiles.push(tile({ id: "confidence", label: "Confidence, mean", unit: "", series: "measure:confidence", points }));
  }
  if (matrix.rows.length > 0) tiles.push(driftTile(matrix));
  return tiles;
}
