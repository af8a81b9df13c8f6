/** Telemetry: taking batches in, counting them, judging windows and reading a page, in a PostgreSQL of its own. */
import { benchOn } from "./own-database.mjs";

const measure = benchOn("bench/telemetry-engine.ts");
const size = "60 batches of 1,000 events with 20 features, one sender";

const figure = (name, of, unit, better = "lower") => ({
  name: `telemetry: ${name}`,
  unit,
  better,
  size,
  run: () => measure((engine) => engine[of]()),
});

export const benches = [
  figure("reading events, CPU against JSON.parse of the same bytes", "readAgainstParse", "times"),
  figure("acknowledged", "acknowledged", "events/s", "higher"),
  figure("acknowledging a batch of 1,000", "acknowledgeP99", "ms p99"),
  figure("acknowledging, CPU against JSON.parse of the same bytes", "againstParse", "times"),
  figure("acknowledging, time against storing the rows as jsonb", "againstInsert", "times"),
  figure("acknowledging, time against COPY of the same rows", "againstCopy", "times"),
  figure("counted by the worker", "folded", "events/s", "higher"),
  figure("acknowledged, then counted, one after the other", "throughout", "events/s", "higher"),
  figure("judging a window", "judged", "ms"),
  figure("reading a model's page, the last 24 hours", "page", "ms p95"),
  {
    ...figure("samples of remote write, acknowledged", "remoteWrite", "samples/s", "higher"),
    size: "60 requests of 500 series with 4 samples",
  },
  {
    ...figure(
      "samples of remote write against prometheus with the same requests",
      "againstPrometheus",
      "times",
      "higher",
    ),
    size: "60 requests of 500 series with 4 samples",
  },
  {
    ...figure("the slowest chart or list", "charts", "ms p95"),
    size: "24 series, all windows of a week, 90 days and three years, 100 million events",
  },
];
