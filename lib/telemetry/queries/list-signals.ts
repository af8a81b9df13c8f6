import { defineQuery } from "../../kernel/query.ts";
import { loadTelemetryModel } from "../load-telemetry-model.ts";
import { readRange } from "../reading/range.ts";
import { readSeriesRows, readVersions } from "../reading/read-series.ts";
import { readSignals, toSignalDto } from "../reading/signal-dto.ts";
import { ListSignalsInput, SignalList } from "../schema.ts";

/** What detectors saw at a model in a time, the gravest first. */
export const listSignals = defineQuery({
  name: "telemetry.signals",
  summary: "List what detectors saw at a model",
  permission: "telemetry:read",
  http: "GET /telemetry/{id}/signals",
  input: ListSignalsInput,
  output: SignalList,
  async run({ db, input, ctx }) {
    const model = await loadTelemetryModel(db, ctx.orgId, input.id);
    const range = readRange(input, ctx.now());
    const asked = { modelId: model.id, from: range.from, to: range.to, limit: input.limit };
    const rows = await readSignals(db, ctx.orgId, asked);
    const versions = await readVersions(db, ctx.orgId, await readSeriesRows(db, ctx.orgId, model.id));
    const labels = new Map(versions.map(({ id, label }) => [id, label]));
    return { items: rows.map((row) => toSignalDto(row, labels)) };
  },
});
