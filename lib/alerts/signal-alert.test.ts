import { expect, it } from "vitest";
import { watchedSeries } from "../telemetry/judge/watched-series.ts";
import { alertOf, type SignalRow } from "./signal-alert.ts";

const row: SignalRow = {
  ...{ id: "s", model_id: "m", model: "Scorer", kind: "anomaly", severity: "medium", words: "w", techniques: [] },
  ...{ series: null, fingerprint: "anomaly latency", bucket: new Date(0), at: new Date(0) },
};

it("says in the title what is unusual, of each series that is watched", () => {
  expect(alertOf(row).title).toBe("Unusual latency: Scorer");
  const titles = watchedSeries.map(({ id }) => alertOf({ ...row, fingerprint: `anomaly ${id}` }).title);
  expect(titles.filter((title) => !title.startsWith("Unusual "))).toEqual([]);
  expect(new Set(titles).size).toBe(titles.length);
  expect(alertOf({ ...row, kind: "performance", fingerprint: "anomaly accuracy" }).title).toBe(
    "Performance dropped: Scorer",
  );
  expect(alertOf({ ...row, kind: "drift", fingerprint: "drift x", series: "feature:amount" }).title).toBe(
    "Drift: Scorer, amount",
  );
  expect(alertOf({ ...row, fingerprint: "something" }).title).toBe("Anomaly: Scorer");
});
