import { m4 } from "../../detection/m4/m4.ts";
import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { loadTelemetryModel } from "../load-telemetry-model.ts";
import { readBand } from "../reading/read-band.ts";
import { readEstimate } from "../reading/estimated-accuracy.ts";
import { readRange, type Range } from "../reading/range.ts";
import { ofVersion, readSeriesRows, readVersions, seriesChoices, type SeriesRow } from "../reading/read-series.ts";
import { readWindowNumbers, type WindowRow } from "../reading/read-windows.ts";
import { sumTraffic, trafficPoints, type Point } from "../reading/traffic-points.ts";
import { NO_VERSION, resolutions } from "../rules.ts";
import { PointsDto, ReadPointsInput } from "../schema.ts";

type Line = { id: string; label: string; unit: string; points: Point[] };
const MOST_LINES = 4;

/** Fills what lies between two windows with null, so that a gap is drawn as one. */
function withGaps(points: readonly Point[], range: Range): Point[] {
  const step = resolutions[range.resolution];
  const known = new Map(points);
  const filled: Point[] = [];
  for (let at = Math.floor(range.from / step) * step; at < range.to; at += step)
    filled.push([at, known.get(at) ?? null]);
  return filled;
}

/** At most so many points: of each pixel the first, the last, the least and the largest. Gaps stay. */
function reduced(points: Point[], width: number, range: Range): Point[] {
  if (points.length <= width) return points;
  const kept = m4({
    points: points.map(([at, value]) => ({ at, value })),
    width: Math.max(1, Math.floor(width / 4)),
    from: range.from,
    to: range.to,
  });
  return kept.map(({ at, value }): Point => [at, value]);
}

function columnLines(
  rows: readonly WindowRow[],
  { name, unit }: Pick<SeriesRow, "name" | "unit">,
  range: Range,
): Line[] {
  const line = (id: string, label: string, of: (row: WindowRow) => number | null): Line => {
    const found = new Map<number, number>();
    for (const row of rows) {
      const value = of(row);
      if (value !== null) found.set(row.at, Math.max(found.get(row.at) ?? -Infinity, value));
    }
    return { id, label, unit, points: withGaps([...found], range) };
  };
  const share = line("nulls", "Missing", (row) => (row.n === 0 ? null : (100 * row.nulls) / row.n));
  const missing = { ...share, unit: "%" };
  const spread = [line("p50", "Median", ({ p50 }) => p50), line("p95", "95th percentile", ({ p95 }) => p95)];
  if (name === "latency") return [...spread, line("p99", "99th percentile", ({ p99 }) => p99)];
  return [
    line("mean", "Mean", ({ mean }) => mean),
    ...spread,
    ...(rows.some(({ nulls }) => nulls > 0) ? [missing] : []),
  ];
}

function trafficLinesOf(
  rows: readonly WindowRow[],
  own: readonly SeriesRow[],
  asked: { name: string; unit: string; range: Range; labels: ReadonlyMap<string, string> },
): Line[] {
  const { name, unit, range, labels } = asked;
  const whole = { id: "all", label: "All versions", unit, points: trafficPoints(sumTraffic(rows), name, range) };
  const known = own.filter(({ versionId }) => versionId !== NO_VERSION);
  if (own.length < 2) return [{ ...whole, label: labels.get(own[0]?.versionId ?? "") ?? "Requests" }];
  const each = known.slice(0, MOST_LINES - 1).map(({ id, versionId }) => ({
    id: versionId,
    label: labels.get(versionId) ?? "Not stated",
    unit,
    points: trafficPoints(sumTraffic(rows.filter(({ seriesId }) => seriesId === id)), name, range),
  }));
  return [whole, ...each];
}

/** One quantity of a model over time, reduced to what a chart of this width can show. */
export const readTelemetryPoints = defineQuery({
  name: "telemetry.points",
  summary: "Read one measured quantity over time, reduced so that no spike is lost",
  permission: "telemetry:read",
  http: "GET /telemetry/{id}/points",
  input: ReadPointsInput,
  output: PointsDto,
  async run({ db, input, ctx }) {
    const model = await loadTelemetryModel(db, ctx.orgId, input.id);
    const range = readRange(input, ctx.now());
    const all = await readSeriesRows(db, ctx.orgId, model.id);
    const versions = await readVersions(db, ctx.orgId, all);
    const series = seriesChoices(all).find(({ id }) => id === input.series);
    if (series === undefined) return notFound("series");
    const own = ofVersion(all, versions, range.version).filter(
      ({ kind, name }) => kind === series.kind && (kind === "traffic" || name === series.name),
    );
    const asked = { seriesIds: own.map(({ id }) => id), resolution: range.resolution, from: range.from, to: range.to };
    const rows = await readWindowNumbers(db, ctx.orgId, asked);
    const labels = new Map(versions.map(({ id, label }) => [id, label]));
    const lines =
      series.kind === "traffic"
        ? trafficLinesOf(rows, own, { ...series, range, labels })
        : columnLines(rows, series, range);
    const accuracy =
      series.id === "traffic:accuracy"
        ? await readEstimate(db, ctx.orgId, { rows: ofVersion(all, versions, range.version), range })
        : null;
    const estimated =
      accuracy === null
        ? []
        : [{ id: "estimated", label: "Estimated without labels", unit: series.unit, points: accuracy.points }];
    const band =
      accuracy?.band ??
      (range.version === null ? await readBand(db, ctx.orgId, { modelId: model.id, series: series.id, range }) : []);
    return {
      series,
      resolution: range.resolution,
      stepMs: resolutions[range.resolution],
      lines: [...lines, ...estimated].map((line) => ({ ...line, points: reduced(line.points, input.points, range) })),
      band,
      note: accuracy?.note ?? "",
    };
  },
});
