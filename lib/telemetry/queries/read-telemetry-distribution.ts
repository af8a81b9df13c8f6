import { describeDrift } from "../../detection/drift/describe-drift.ts";
import { driftVerdict } from "../../detection/drift/drift-verdict.ts";
import type { DriftQuestion } from "../../detection/drift/feature-window.ts";
import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { histogramQuantile } from "../../stats/states/exponential-histogram.ts";
import { driftQuestion } from "../judge/drift-question.ts";
import { loadTelemetryModel } from "../load-telemetry-model.ts";
import { barsOf } from "../reading/bars.ts";
import { causesOf } from "../reading/causes.ts";
import { readColumn } from "../reading/read-column.ts";
import { ofVersion, readSeriesRows, readVersions, seriesChoices } from "../reading/read-series.ts";
import { readRolling } from "../reading/read-rolling.ts";
import { readWhole } from "../reading/read-whole.ts";
import { statisticsOf } from "../reading/statistics-of.ts";
import { withoutBusiest } from "../reading/without-busiest.ts";
import type { ReferenceColumn } from "../reference/build-columns.ts";
import { resolutions } from "../rules.ts";
import { DistributionDto, ReadDistributionInput } from "../schema.ts";
import { rowsOf, type FeatureState } from "../states/feature-state.ts";

/** Counts by the cells of the column, out of the question that drift detection was asked. */
function countsOf({ current, kind }: DriftQuestion, column: ReferenceColumn): number[] {
  if (kind === "numeric" && "counts" in current && !(current.counts instanceof Map)) {
    return [...Array.from(current.counts), current.invalid ?? 0];
  }
  if (column.edges.type !== "category" || !("other" in current)) return [];
  return [...column.edges.categories.map((category) => current.counts.get(category) ?? 0), 0, current.other];
}

function medianOfCells(column: ReferenceColumn): number | null {
  if (column.edges.type !== "number") return null;
  const { points } = column.edges;
  return points[Math.floor(points.length / 2)] ?? null;
}

const medianOf = (state: FeatureState): number | null => {
  const found = histogramQuantile(state.histogram, 0.5);
  return found.status === "ok" ? found.value : null;
};

/** One cell of the drift matrix: the two distributions, and the test's numbers in words. */
export const readTelemetryDistribution = defineQuery({
  name: "telemetry.distribution",
  summary: "Compare one feature of one window with the reference",
  permission: "telemetry:read",
  http: "GET /telemetry/{id}/distribution",
  input: ReadDistributionInput,
  output: DistributionDto,
  async run({ db, input, ctx }) {
    const model = await loadTelemetryModel(db, ctx.orgId, input.id);
    const all = await readSeriesRows(db, ctx.orgId, model.id);
    const series = seriesChoices(all).find(({ id }) => id === input.series);
    if (series === undefined || (series.kind !== "feature" && series.kind !== "output")) return notFound("feature");
    const versions = await readVersions(db, ctx.orgId, all);
    const own = ofVersion(all, versions, input.version ?? null).filter(
      ({ kind, name }) => kind === series.kind && name === series.name,
    );
    const resolution = input.stepMs >= resolutions["1d"] ? "1d" : "1h";
    const seriesIds = own.map(({ id }) => id);
    const stepMs = resolutions[resolution];
    const window = { seriesIds, resolution, from: input.at, to: input.at + stepMs } as const;
    const whole = await readWhole(db, ctx.orgId, window);
    const plain = { series, at: input.at, stepMs, n: rowsOf(whole), nulls: whole.nulls };
    const asked = { modelId: model.id, kind: series.kind, name: series.name };
    const reference = await readColumn(db, ctx.orgId, asked);
    const nothing = { referenceN: 0, bars: [], medianReference: null, statistics: [], rolling: null, causes: [] };
    const medianCurrent = medianOf(whole);
    if (reference === null) {
      const words = ["There is no reference to compare with. Choose a time that was as it should be, and freeze it."];
      return { ...plain, ...nothing, status: "no_reference" as const, words, medianCurrent };
    }
    const { column, referenceId } = reference;
    const question = driftQuestion(whole, column, referenceId);
    const verdict = driftVerdict(question);
    const where = { modelId: model.id, seriesIds, at: input.at, stepMs };
    const withoutTop = await withoutBusiest(db, ctx.orgId, where, { verdict, reference });
    return {
      ...plain,
      ...nothing,
      status: plain.n === 0 ? ("no_data" as const) : verdict.status,
      words: describeDrift(verdict).split(/(?<=[.])\s+(?=[A-Z])/),
      referenceN: column.n + column.nulls,
      bars: barsOf(column, countsOf(question, column)),
      medianReference: medianOfCells(column),
      medianCurrent,
      statistics: statisticsOf(verdict),
      rolling: await readRolling(db, ctx.orgId, { ...reference, ...where }, { state: whole, verdict }),
      causes: verdict.status === "drifted" ? await causesOf(db, ctx.orgId, where, { verdict, withoutTop }) : [],
    };
  },
});
