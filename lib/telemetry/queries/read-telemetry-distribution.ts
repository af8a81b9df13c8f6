import { describeDrift } from "../../detection/drift/describe-drift.ts";
import { driftVerdict } from "../../detection/drift/drift-verdict.ts";
import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { driftQuestion } from "../judge/drift-question.ts";
import { loadTelemetryModel } from "../load-telemetry-model.ts";
import { barsOf } from "../reading/bars.ts";
import { causesOf } from "../reading/causes.ts";
import { compareVersions } from "../reading/compare-versions.ts";
import { countsOf, medianOf } from "../reading/distribution-counts.ts";
import { readColumn } from "../reading/read-column.ts";
import { ofVersion, readSeriesRows, readVersions, seriesChoices } from "../reading/read-series.ts";
import { readRolling } from "../reading/read-rolling.ts";
import { readWhole } from "../reading/read-whole.ts";
import { statisticsOf } from "../reading/statistics-of.ts";
import { withoutBusiest } from "../reading/without-busiest.ts";
import type { ReferenceColumn } from "../reference/build-columns.ts";
import { resolutions } from "../rules.ts";
import { DistributionDto, ReadDistributionInput } from "../schema.ts";
import { rowsOf } from "../states/feature-state.ts";

function medianOfCells(column: ReferenceColumn): number | null {
  if (column.edges.type !== "number") return null;
  const { points } = column.edges;
  return points[Math.floor(points.length / 2)] ?? null;
}

/** One cell of the drift matrix: the two distributions, and the test's numbers in words. */
export const readTelemetryDistribution = defineQuery({
  name: "telemetry.distribution",
  summary: "Compare one feature of one window with the reference, or of one version with another",
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
    const ofColumn = (version: string | null) =>
      ofVersion(all, versions, version).filter(({ kind, name }) => kind === series.kind && name === series.name);
    const own = ofColumn(input.version ?? null);
    const idsOf = (rows: typeof own) => rows.map(({ id }) => id);
    if (input.against !== undefined) {
      const sides = { own: idsOf(own), against: idsOf(ofColumn(input.against)), label: input.against };
      return compareVersions(db, ctx.orgId, { ...series, kind: series.kind }, { ...input, ...sides });
    }
    const resolution = input.stepMs >= resolutions["1d"] ? "1d" : "1h";
    const seriesIds = idsOf(own);
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
