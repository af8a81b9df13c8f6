import type { DriftMatrix, Tile } from "../schema.ts";
import type { WindowRow } from "./read-windows.ts";
import { counterOf, trafficPoints, type Point } from "./traffic-points.ts";
import type { Range } from "./range.ts";

const numbers = (points: readonly Point[]): number[] => points.flatMap(([, value]) => (value === null ? [] : [value]));

function usual(points: readonly Point[], unit: string): string {
  const sorted = numbers(points).sort((left, right) => left - right);
  if (sorted.length < 8) return "Not enough data to say what is usual";
  const at = (q: number): number => sorted[Math.round(q * (sorted.length - 1))] ?? 0;
  const say = (value: number): string => value.toLocaleString("en-GB", { maximumSignificantDigits: 3 });
  return `Usually ${say(at(0.1))} to ${say(at(0.9))}${unit === "" ? "" : ` ${unit}`} in this time`;
}

const last = (points: readonly Point[]): number | null => numbers(points).at(-1) ?? null;

function tile(fields: Pick<Tile, "id" | "label" | "unit" | "series"> & { points: Point[] }): Tile {
  return { ...fields, value: last(fields.points), note: usual(fields.points, fields.unit), tone: "plain", limit: null };
}

/** A percentile of a measured quantity over time; of several versions the highest. */
export function measurePoints(rows: readonly WindowRow[], of: "p95" | "mean" | "p50"): Point[] {
  const found = new Map<number, number>();
  for (const row of rows) {
    const value = row[of];
    if (value !== null) found.set(row.at, Math.max(found.get(row.at) ?? -Infinity, value));
  }
  return [...found].sort(([left], [right]) => left - right);
}

/** The share of missing values of the worst feature, in percent. */
function nullPoints(rows: readonly WindowRow[]): Point[] {
  const found = new Map<number, number>();
  for (const { at, n, nulls } of rows) {
    if (n >= 20) found.set(at, Math.max(found.get(at) ?? 0, (100 * nulls) / n));
  }
  return [...found].sort(([left], [right]) => left - right);
}

function driftTile(matrix: DriftMatrix): Tile {
  const points = matrix.columns.map((at, column): Point => {
    const effects = matrix.rows.flatMap(({ cells }) => cells[column]?.effect ?? []);
    return [at, effects.length === 0 ? null : Math.max(...effects)];
  });
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
  latency: readonly WindowRow[];
  confidence: readonly WindowRow[];
  features: readonly WindowRow[];
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
    const points = measurePoints(read.latency, "p95");
    tiles.push(tile({ id: "latency", label: "Latency, p95", unit: "ms", series: "measure:latency", points }));
  }
  if (traffic.size > 0) {
    tiles.push(tile({ id: "errors", label: "Errors", unit: "%", series: "traffic:errors", points: line("errors") }));
  }
  if (read.features.length > 0) {
    const points = nullPoints(read.features);
    const series = matrix.rows[0]?.series ?? "";
    tiles.push(tile({ id: "nulls", label: "Missing values, worst feature", unit: "%", series, points }));
  }
  if (hasLabels) {
    const points = line("accuracy");
    tiles.push(tile({ id: "performance", label: "Accuracy", unit: "%", series: "traffic:accuracy", points }));
  } else if (read.confidence.length > 0) {
    const points = measurePoints(read.confidence, "mean");
    tiles.push(tile({ id: "confidence", label: "Confidence, mean", unit: "", series: "measure:confidence", points }));
  }
  if (matrix.rows.length > 0) tiles.push(driftTile(matrix));
  return tiles;
}
