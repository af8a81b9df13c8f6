import type { Context } from "../../kernel/context.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { loadTelemetryModel, type TelemetryModelRow } from "../load-telemetry-model.ts";
import { findingOf } from "../reading/finding.ts";
import { healthOf } from "../reading/health.ts";
import { readAnnotations } from "../reading/annotations.ts";
import { readRange, type Range } from "../reading/range.ts";
import { readMatrix } from "../reading/read-matrix.ts";
import { ofVersion, readSeriesRows, readVersions, seriesChoices } from "../reading/read-series.ts";
import { readStanding } from "../reading/read-standing.ts";
import { readCounters, readLargest } from "../reading/read-windows.ts";
import { readSignals, toSignalDto } from "../reading/signal-dto.ts";
import { tilesOf } from "../reading/tiles.ts";
import { counterOf, sumTraffic } from "../reading/traffic-points.ts";
import { toReferenceDto } from "../reference/reference-dto.ts";
import type { TrafficCounter } from "../rules.ts";
import { ReadTelemetryInput, TelemetryDto } from "../schema.ts";

const SHOWN_SIGNALS = 10;

async function readEverything(db: Reader, { orgId, now }: Context, model: TelemetryModelRow, range: Range) {
  const all = await readSeriesRows(db, orgId, model.id);
  const versions = await readVersions(db, orgId, all);
  const series = ofVersion(all, versions, range.version);
  const windowsOf = (kind: string, name: string | null, resolution = range.resolution) => {
    const own = series.filter((row) => row.kind === kind && (name === null || row.name === name));
    return { seriesIds: own.map(({ id }) => id), resolution, from: range.from, to: range.to };
  };
  const asked = { modelId: model.id, from: range.from, to: range.to };
  const [traffic, latency, confidence, nulls, matrix, standing, signals, annotations] = await Promise.all([
    readCounters(db, orgId, windowsOf("traffic", null)),
    readLargest(db, orgId, windowsOf("measure", "latency"), "p95"),
    readLargest(db, orgId, windowsOf("measure", "confidence"), "mean"),
    readLargest(db, orgId, windowsOf("feature", null, range.resolution === "1d" ? "1d" : "1h"), "nulls"),
    readMatrix(db, orgId, { modelId: model.id, series, range }),
    readStanding(db, orgId, { ...asked, now: now() }),
    readSignals(db, orgId, { ...asked, limit: SHOWN_SIGNALS }),
    readAnnotations(db, orgId, { model, from: range.from, to: range.to }),
  ]);
  const labels = new Map(versions.map(({ id, label }) => [id, label]));
  const shown = signals.map((row) => toSignalDto(row, labels));
  const measured = { traffic: sumTraffic(traffic), latency, confidence, nulls };
  return { versions, series, matrix, standing, annotations, signals: shown, ...measured };
}

async function readReferences(db: Reader, orgId: string, modelId: string) {
  const rows = await db.telemetryReference.findMany({
    where: { orgId, modelId, state: { in: ["frozen", "proposed"] } },
  });
  const people = await peopleById(
    db,
    orgId,
    rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
  );
  const inState = (state: string) => {
    const row = rows.find((each) => each.state === state);
    return row === undefined ? null : toReferenceDto(row, people);
  };
  return { reference: inState("frozen"), proposed: inState("proposed") };
}

/** A model's telemetry at a glance: what matters, numbers, drift, signals and what it is compared with. */
export const readTelemetry = defineQuery({
  name: "telemetry.read",
  summary: "Read a model's telemetry: finding, numbers, drift matrix, signals, reference",
  permission: "telemetry:read",
  http: "GET /telemetry/{id}",
  input: ReadTelemetryInput,
  output: TelemetryDto,
  async run({ db, input, ctx }) {
    const model = await loadTelemetryModel(db, ctx.orgId, input.id);
    const range = readRange(input, ctx.now());
    const [read, references] = await Promise.all([
      readEverything(db, ctx, model, range),
      readReferences(db, ctx.orgId, model.id),
    ]);
    const { standing, matrix, signals, traffic } = read;
    const hasReference = references.reference !== null;
    const sum = (name: TrafficCounter): number =>
      [...traffic.values()].reduce((total, counters) => total + counterOf(counters, name), 0);
    return {
      model: { id: model.id, name: model.name, slug: model.slug },
      state: standing.state,
      finding: findingOf({ name: model.name, state: standing.state, signals, matrix, hasReference }),
      from: range.from,
      to: range.to,
      stepMs: range.stepMs,
      firstAt: standing.firstAt?.toISOString() ?? null,
      lastAt: standing.lastAt?.toISOString() ?? null,
      events: sum("events"),
      late: sum("late"),
      waiting: standing.waiting,
      clients: standing.clients,
      versions: read.versions,
      version: range.version,
      ...references,
      health: healthOf({ matrix, traffic, signals, range, hasReference }),
      tiles: tilesOf({ ...read, range }),
      // A chart of what never happened would be in everybody's way.
      series: seriesChoices(read.series).filter(({ id }) => id !== "traffic:planted" || sum("canaries") > 0),
      drift: matrix,
      annotations: read.annotations,
      signals,
    };
  },
});
