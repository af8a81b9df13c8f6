import { describe, expect, it } from "vitest";
import { WireWriter } from "../protobuf/wire-writer.ts";
import { readOtlp } from "./read-otlp.ts";
import { AT, attributes, type Build, metric, NANOS, request } from "./testing/otlp-requests.ts";

const decoded = (bytes: Uint8Array) => {
  const reading = readOtlp({ signal: "metrics", encoding: "protobuf", bytes });
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading.decoded;
};

const read = (...metrics: Build[]) => decoded(request(metrics));
const json = (value: unknown) =>
  readOtlp({ signal: "metrics", encoding: "json", bytes: new TextEncoder().encode(JSON.stringify(value)) });

const time: Build = (point) => point.fixed(2, NANOS - 60_000_000_000n).fixed(3, NANOS);
const cumulative: Build = (data) => data.integer(2, 2);

describe("readOtlp with metrics", () => {
  it("takes a summary apart, quantile by quantile", () => {
    const { measures, rejected } = read(
      metric("gc", 11, (point) => {
        time(point);
        point.fixed(4, 10).double(5, 2.5);
        point
          .message(6, (pair) => pair.double(1, 0.5).double(2, 0.2))
          .message(6, (pair) => pair.double(1, 1).double(2, 0.9));
      }),
    );
    const startedAt = AT - 60_000;
    expect(rejected).toEqual([]);
    expect(measures.map(({ name, value }) => [name, value])).toEqual([
      ['gc{quantile="0.5"}', { kind: "gauge", value: 0.2 }],
      ['gc{quantile="1"}', { kind: "gauge", value: 0.9 }],
      ["gc_count", { kind: "total", value: 10, startedAt }],
      ["gc_sum", { kind: "total", value: 2.5, startedAt }],
    ]);
  });

  it("reads an exponential histogram with both signs, a zero bucket and a threshold", () => {
    const { measures } = read(
      metric(
        "e",
        10,
        (point) => {
          time(point);
          point.fixed(4, 21).zigzag(6, -1).fixed(7, 4).double(14, 0.25);
          point.message(8, (side) => side.zigzag(1, -1).integers(2, [0, 7, 1]));
          point.message(9, (side) => side.zigzag(1, 1).integers(2, [9]));
        },
        cumulative,
      ),
    );
    expect(measures[0]?.value).toEqual({
      ...{ kind: "histogram", cumulative: true, startedAt: AT - 60_000, count: 21, sum: null, min: null, max: null },
      buckets: [
        [-16, -4, 9],
        [-0.25, 0.25, 4],
        [1, 4, 7],
        [4, 16, 1],
      ],
    });
  });

  it("ends a series without a recorded value, and takes an increment that may be negative as one", () => {
    const ended = metric("up", 5, (point) => point.fixed(3, NANOS).integer(8, 1));
    const delta = metric(
      "queue",
      7,
      (point) => point.fixed(3, NANOS).fixed(6, -3n),
      (data) => data.integer(2, 1),
    );
    expect(read(ended, delta).measures.map(({ value }) => value)).toEqual([
      { kind: "stale" },
      { kind: "delta", value: -3 },
    ]);
  });

  it("rejects single points at their place and takes the rest", () => {
    const gauge = (build: Build) => metric("g", 5, build);
    const { measures, rejected } = read(
      gauge((point) => point.fixed(3, NANOS).double(4, Number.NaN)),
      gauge((point) => point.fixed(3, NANOS).double(4, Number.NEGATIVE_INFINITY)),
      gauge((point) => point.double(4, 1)),
      gauge((point) => point.fixed(3, NANOS)),
      metric("", 5, (point) => point.fixed(3, NANOS).double(4, 1)),
      metric("s", 7, (point) => point.fixed(3, NANOS).double(4, 1)),
      metric("h", 9, (point) => point.fixed(3, NANOS).fixed(4, 3).fixeds(6, [1, 2]).doubles(7, [1, 2]), cumulative),
      metric("h", 9, (point) => point.fixed(3, NANOS).fixed(4, 4).fixeds(6, [1, 2]).doubles(7, [1]), cumulative),
      metric("h", 9, (point) => point.fixed(3, NANOS).fixed(4, 3).fixeds(6, [1, 1, 1]).doubles(7, [2, 1]), cumulative),
      metric("e", 10, (point) => point.fixed(3, NANOS).zigzag(6, 21), cumulative),
      gauge((point) => point.fixed(3, NANOS).double(4, 7)),
    );
    expect(measures.map(({ value }) => value)).toEqual([{ kind: "gauge", value: 7 }]);
    expect(rejected.map(({ place }) => place)).toEqual([
      ...[0, 1, 2, 3, 4].map((at) => `/resourceMetrics/0/scopeMetrics/0/metrics/${at}/gauge/dataPoints/0`),
      "/resourceMetrics/0/scopeMetrics/0/metrics/5/sum/dataPoints/0",
      ...[6, 7, 8].map((at) => `/resourceMetrics/0/scopeMetrics/0/metrics/${at}/histogram/dataPoints/0`),
      "/resourceMetrics/0/scopeMetrics/0/metrics/9/exponentialHistogram/dataPoints/0",
    ]);
    expect(new Set(rejected.map(({ message }) => message)).size).toBe(9);
    expect(rejected[7]?.message).toBe("The count is 4, but the buckets hold 3.");
  });

  it("takes model and version from the most certain attribute, and never the service's version for another model", () => {
    const resource = { "service.name": "shop", "service.version": "9", "host.name": "h1", "process.pid": 7 };
    const points = [
      { "modelkeep.model": "a", "modelkeep.model.version": "2", "gen_ai.request.model": "b" },
      { "gen_ai.request.model": "b", "gen_ai.response.model": "c" },
      { "gen_ai.response.model": "c" },
      { kind: "x", "service.instance.id": "p" },
    ];
    const items = points.map((pairs) =>
      metric("m", 5, (point) => {
        point.fixed(3, NANOS).double(4, 1);
        attributes(point, 7, pairs);
      }),
    );
    const { measures } = decoded(request(items, resource));
    const source = "h1 7";
    const rest = { at: AT, source, value: { kind: "gauge", value: 1 } };
    expect(measures).toEqual([
      { model: "a", version: "2", name: "m", ...rest },
      { model: "b", name: "m", ...rest },
      { model: "c", name: "m", ...rest },
      { model: "shop", version: "9", name: 'm{kind="x"}', ...rest },
    ]);
    const nobody = decoded(request(items.slice(3), { "service.name": "unknown_service:node" }));
    expect(nobody.measures).toEqual([{ model: null, name: 'm{kind="x"}', at: AT, value: rest.value }]);
  });

  it("reads fields in any order", () => {
    const bytes = new WireWriter()
      .message(1, (group) => {
        group.message(2, (scope) =>
          scope
            .message(2, (item) =>
              item
                .message(7, (sum) => sum.message(1, (p) => p.fixed(3, NANOS).double(4, 2)).integer(2, 1))
                .text(1, "late"),
            )
            .message(1, (head) => head.text(1, "lib")),
        );
        group.message(1, (head) => attributes(head, 1, { "service.name": "fraud" }));
      })
      .finish();
    expect(decoded(bytes).measures).toEqual([
      { model: "fraud", source: "lib", at: AT, name: "late", value: { kind: "delta", value: 2 } },
    ]);
  });

  it("cuts long names so that two stay two", () => {
    const named = (end: string) => metric("n".repeat(400) + end, 5, (point) => point.fixed(3, NANOS).double(4, 1));
    const names = read(named("a"), named("b")).measures.map(({ name }) => name);
    expect(names.map((name) => name.length)).toEqual([256, 256]);
    expect(names[0]).not.toBe(names[1]);
  });

  it("reads OTLP/JSON: numbers as text or number, unknown members left alone", () => {
    const point = { timeUnixNano: String(NANOS), asInt: "12", exemplars: [{ asDouble: 1 }], unknown: { deep: [1] } };
    const gauge = {
      dataPoints: [point, { timeUnixNano: 1.7e18, asDouble: 0.5 }, { timeUnixNano: String(NANOS), asDouble: "NaN" }],
    };
    const reading = json({
      resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: "j", description: null, gauge }] }] }],
    });
    if (!reading.ok) throw new Error(reading.problem.message);
    expect(reading.decoded.measures.map(({ value, at }) => [at, value])).toEqual([
      [AT, { kind: "gauge", value: 12 }],
      [AT, { kind: "gauge", value: 0.5 }],
    ]);
    expect(reading.decoded.rejected.map(({ place }) => place)).toEqual([
      "/resourceMetrics/0/scopeMetrics/0/metrics/0/gauge/dataPoints/2",
    ]);
  });

  it("refuses words for enums, names of the .proto file and requests for another address, with the place", () => {
    const sum = { aggregationTemporality: "AGGREGATION_TEMPORALITY_DELTA", dataPoints: [] };
    const words = json({ resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: "j", sum }] }] }] });
    const place = "/resourceMetrics/0/scopeMetrics/0/metrics/0/sum/aggregationTemporality";
    expect(words).toEqual({
      ok: false,
      problem: { code: "malformed", message: `${place} must be a whole number, not a word.`, place },
    });
    for (const other of [{ resource_metrics: [] }, { resourceSpans: [] }, [1], { resourceMetrics: {} }]) {
      expect(json(other)).toMatchObject({ ok: false, problem: { code: "malformed" } });
    }
    expect(json({})).toMatchObject({ ok: true });
  });

  it("stops at the limits", () => {
    const two = metric(
      "g",
      5,
      (point) => point.fixed(3, NANOS).double(4, 1),
      (data) => data.message(1, () => undefined),
    );
    const limited = (limits: { events?: number; inflatedBytes?: number }) =>
      readOtlp({ signal: "metrics", encoding: "protobuf", bytes: request([two]), limits });
    expect(limited({ events: 2 }).ok).toBe(true);
    expect(limited({ events: 1 })).toMatchObject({ ok: false, problem: { code: "too_large" } });
    expect(limited({ inflatedBytes: 20 })).toMatchObject({ ok: false, problem: { code: "too_large" } });
  });
});
