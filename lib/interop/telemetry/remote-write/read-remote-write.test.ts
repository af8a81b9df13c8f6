import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WireWriter } from "../protobuf/wire-writer.ts";
import type { TelemetryMeasure } from "../record.ts";
import { readRemoteWrite, remoteWriteStatistics } from "./read-remote-write.ts";
import { encodeSnappy } from "./testing/encode-snappy.ts";
import { AT, type Build, requestV1, requestV2, sample, seriesV1 } from "./testing/write-requests.ts";

const decoded = (version: 1 | 2, bytes: Uint8Array) => {
  const reading = readRemoteWrite({ version, bytes });
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading.decoded;
};

const problem = (version: 1 | 2, bytes: Uint8Array) => {
  const reading = readRemoteWrite({ version, bytes });
  if (reading.ok) throw new Error("was read");
  return reading.problem;
};

const names = (measures: readonly TelemetryMeasure[]) => measures.map(({ name, value }) => [name, value.kind]);
const STALE: Build = (series) => series.message(2, (message) => message.fixed(1, 0x7ff0000000000002n).integer(2, AT));

describe("readRemoteWrite, version 1", () => {
  it("reads the model, the version, who was scraped and the rest of the labels", () => {
    const labels = { __name__: "http_requests_total", job: "api", instance: "h:1", path: "/", code: "500" };
    const bytes = requestV1((message) => {
      seriesV1(labels, sample(3), sample(5, AT + 1))(message);
      seriesV1({ ...labels, model: "fraud", version: "2" }, sample(1))(message);
      seriesV1(
        { __name__: "up", model_name: "a", modelkeep_model: "b", modelkeep_model_version: "c" },
        sample(1),
      )(message);
    });
    const total = (value: number) => ({ kind: "total", value, startedAt: null });
    const name = 'http_requests_total{code="500",path="/"}';
    expect(decoded(1, bytes).measures).toEqual([
      { model: "api", source: "api h:1", name, at: AT, value: total(3) },
      { model: "api", source: "api h:1", name, at: AT + 1, value: total(5) },
      { model: "fraud", version: "2", source: "api h:1", name, at: AT, value: total(1) },
      { model: "b", version: "c", name: "up", at: AT, value: { kind: "gauge", value: 1 } },
    ]);
  });

  it("takes totals from the metadata of the family, and from the suffix without it", () => {
    const series = (name: string) => seriesV1({ __name__: name }, sample(1));
    const metadata =
      (type: number, family: string): Build =>
      (message) =>
        message.message(3, (inner) => inner.integer(1, type).text(2, family).text(5, "seconds"));
    const bytes = requestV1((message) => {
      for (const name of ["odd", "wait_bucket", "wait_sum", "size_total", "size", "gh_bucket", "s", "s_count"])
        series(name)(message);
      for (const [type, family] of [
        [1, "odd"],
        [3, "wait"],
        [4, "gh"],
        [5, "s"],
      ] as const)
        metadata(type, family)(message);
    });
    const { measures } = decoded(1, bytes);
    expect(names(measures)).toEqual([
      ...[
        ["odd", "total"],
        ["wait_bucket", "total"],
        ["wait_sum", "total"],
        ["size_total", "total"],
        ["size", "gauge"],
      ],
      ...[
        ["gh_bucket", "gauge"],
        ["s", "gauge"],
        ["s_count", "total"],
      ],
    ]);
    expect([measures[1]?.unit, measures[3]?.unit]).toEqual(["seconds", undefined]);
  });

  it("ends series at the stale marker, and writes other values that are no number as nothing", () => {
    const exemplar: Build = (series) => series.message(3, (message) => message.double(2, 1));
    const bytes = requestV1(seriesV1({ __name__: "g" }, STALE, sample(Number.NaN), sample(Infinity), exemplar));
    expect(decoded(1, bytes)).toMatchObject({
      measures: [{ name: "g", at: AT, value: { kind: "stale" } }],
      ...{ rejected: [], ignored: 3, written: { samples: 3, histograms: 0, exemplars: 0 } },
    });
  });

  it("rejects the samples of series that have no name or a label twice, and takes the rest", () => {
    const twice: Build = (message) =>
      message.message(1, (series) => {
        for (const value of ["a", "b"]) series.message(1, (label) => label.text(1, "__name__").text(2, value));
        sample(1)(series);
      });
    const bytes = requestV1((message) => {
      seriesV1({ job: "x" }, sample(1), sample(2))(message);
      twice(message);
      seriesV1({ __name__: "ok" }, sample(1))(message);
    });
    const { measures, rejected, written } = decoded(1, bytes);
    expect(names(measures)).toEqual([["ok", "gauge"]]);
    expect(rejected.map(({ place }) => place)).toEqual([
      "/timeseries/0/samples/0",
      "/timeseries/0/samples/1",
      "/timeseries/1/samples/0",
    ]);
    expect(written.samples).toBe(1);
  });
});

describe("native histograms", () => {
  const read = (build: Build) => {
    const parts: Build[] = [(series) => series.message(3, (message) => build(message.integer(15, AT)))];
    return decoded(2, requestV2({ labels: { __name__: "h" }, type: 3, parts }));
  };
  const span = (message: WireWriter, field: number, offset: number, length: number) =>
    message.message(field, (inner) => inner.zigzag(1, offset).integer(2, length));

  it("reads whole counts as differences, with gaps between spans; an index names the upper edge", () => {
    const { measures, written } = read((message) => {
      message.integer(1, 27).double(3, 18.4).zigzag(4, 0).double(5, 0.001).integer(6, 2);
      span(message, 11, 0, 2);
      span(message, 11, 1, 2);
      message.zigzags(12, [1, 1, -1, 0]);
      span(message, 8, 0, 1);
      message.zigzags(9, [20]);
    });
    expect(written).toEqual({ samples: 0, histograms: 1, exemplars: 0 });
    expect(measures[0]).toEqual({
      ...{ model: null, name: "h", at: AT },
      value: {
        ...{ kind: "histogram", cumulative: true, startedAt: null, count: 27, sum: 18.4, min: null, max: null },
        buckets: [
          [-1, -0.5, 20],
          [-0.001, 0.001, 2],
          [0.5, 1, 1],
          [1, 2, 2],
          [4, 8, 1],
          [8, 16, 1],
        ],
      },
    });
  });

  it("reads counts of a float histogram, snapshots, and buckets of its own", () => {
    const float = read((message) => {
      message.double(2, 1.5).double(3, Number.NaN).integer(14, 3);
      span(message, 11, 1, 1);
      message.doubles(13, [1.5]);
    });
    expect(float.measures[0]?.value).toMatchObject({
      cumulative: false,
      count: 1.5,
      sum: null,
      buckets: [[1, 2, 1.5]],
    });
    const custom = read((message) => {
      message.integer(1, 6).zigzag(4, -53).doubles(16, [-1, 5]);
      span(message, 11, 0, 3);
      message.zigzags(12, [1, 1, 1]);
    });
    expect(custom.measures[0]?.value).toMatchObject({
      buckets: [
        [null, -1, 1],
        [-1, 5, 2],
        [5, null, 3],
      ],
    });
  });

  it("rejects those that cannot be, at their place, and ends a series at a stale sum", () => {
    const wrong: Build[] = [
      (message) => message.zigzag(4, 9),
      (message) => span(message, 11, 0, 4_000_000_000),
      (message) => message.zigzags(12, [1]),
      (message) => span(message.zigzags(12, [-1]), 11, 0, 1),
      (message) => span(message.zigzag(4, -53).zigzags(12, [1]), 11, 2, 1),
      (message) => span(span(message.zigzags(12, [1, 1]), 11, 0, 1), 11, -1, 1),
    ];
    for (const build of wrong) {
      const { rejected, written } = read(build);
      expect(rejected).toMatchObject([{ place: "/timeseries/0/histograms/0", code: "invalid" }]);
      expect(written.histograms).toBe(0);
    }
    expect(read((message) => message.fixed(3, 0x7ff0000000000002n)).measures).toMatchObject([
      { value: { kind: "stale" } },
    ]);
  });
});

describe("readRemoteWrite, version 2", () => {
  it("looks labels and units up among the symbols; the type says what a total is; starts are kept", () => {
    const started: Build = (series) =>
      series.message(2, (message) =>
        message
          .double(1, 2)
          .integer(2, AT)
          .integer(3, AT - 5),
      );
    const created: Build = (series) => series.integer(6, AT - 9);
    const labels = { __name__: "tokens", model: "m", kind: "in" };
    const bytes = requestV2(
      { labels, type: 1, unit: "tokens", parts: [started, sample(3), created] },
      { labels: { __name__: "load_total" }, type: 2, parts: [sample(0.5)] },
    );
    const head = { model: "m", name: 'tokens{kind="in"}', unit: "tokens", at: AT };
    expect(decoded(2, bytes).measures).toEqual([
      { ...head, value: { kind: "total", value: 2, startedAt: AT - 5 } },
      { ...head, value: { kind: "total", value: 3, startedAt: AT - 9 } },
      { model: null, name: "load_total", at: AT, value: { kind: "gauge", value: 0.5 } },
    ]);
  });

  it("refuses wrong symbols and messages of the other version", () => {
    const packed = (build: Build) => {
      const message = new WireWriter();
      build(message);
      return encodeSnappy(message.finish());
    };
    const series =
      (refs: number[]): Build =>
      (message) =>
        message.message(5, (inner) => inner.integers(1, refs));
    expect(
      problem(
        2,
        packed((message) => series([0, 7])(message.text(4, ""))),
      ).code,
    ).toBe("malformed");
    expect(
      problem(
        2,
        packed((message) => series([0])(message.text(4, ""))),
      ).message,
    ).toContain("without a value");
    expect(
      problem(
        2,
        packed((message) => series([0, 0])(message.text(4, "x"))),
      ).place,
    ).toBe("/symbols/0");
    expect(problem(2, requestV1(seriesV1({ __name__: "a" }, sample(1)))).code).toBe("unsupported");
    expect(problem(1, requestV2({ labels: { __name__: "a" }, parts: [sample(1)] })).code).toBe("unsupported");
  });

  it("says what was written", () => {
    expect(remoteWriteStatistics({ samples: 3, histograms: 1, exemplars: 0 })).toEqual({
      "X-Prometheus-Remote-Write-Samples-Written": "3",
      "X-Prometheus-Remote-Write-Histograms-Written": "1",
      "X-Prometheus-Remote-Write-Exemplars-Written": "0",
    });
  });
});

describe("readRemoteWrite with hostile bytes", () => {
  const histogram: Build = (series) =>
    series.message(3, (message) =>
      message
        .integer(1, 3)
        .message(11, (inner) => inner.zigzag(1, 1).integer(2, 1))
        .zigzags(12, [3]),
    );
  const good = [
    new WireWriter().message(1, (series) => {
      series.message(1, (label) => label.text(1, "__name__").text(2, "g"));
      sample(1.5)(series);
    }),
    new WireWriter()
      .text(4, "")
      .text(4, "__name__")
      .text(4, "g")
      .message(5, (series) => {
        series.integers(1, [1, 2]);
        sample(1.5)(series);
        histogram(series);
      }),
  ].map((message) => message.finish());

  it("refuses every truncation, and answers any change and any bytes", () => {
    for (const [index, message] of good.entries()) {
      const version = index === 0 ? 1 : 2;
      expect(decoded(version, encodeSnappy(message)).measures.length).toBe(index + 1);
      const lasts = new Set([0, ...topLevelEnds(message)]);
      for (let length = 0; length < message.length; length += 1) {
        const reading = readRemoteWrite({ version, bytes: encodeSnappy(message.subarray(0, length)) });
        expect(reading.ok).toBe(lasts.has(length));
      }
    }
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2),
        fc.nat(),
        fc.uint8Array({ minLength: 1, maxLength: 60 }),
        (version, at, noise) => {
          const changed = Uint8Array.from(good[version - 1]!);
          changed.set(noise.subarray(0, 3), at % (changed.length - 3));
          for (const bytes of [noise, encodeSnappy(noise), encodeSnappy(changed)]) {
            expect(typeof readRemoteWrite({ version: version === 1 ? 1 : 2, bytes }).ok).toBe("boolean");
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("stops at the limits", () => {
    const bytes = requestV1(seriesV1({ __name__: "g" }, sample(1), sample(2)));
    for (const limits of [{ events: 1 }, { bodyBytes: 10 }, { inflatedBytes: 10 }]) {
      expect(readRemoteWrite({ version: 1, bytes, limits })).toMatchObject({
        ok: false,
        problem: { code: "too_large" },
      });
    }
  });
});

/** Where top-level fields end: a message cut there is a shorter message. */
function topLevelEnds(message: Uint8Array): number[] {
  const ends: number[] = [];
  for (let at = 0; at < message.length;) {
    at += 2 + message[at + 1]!;
    ends.push(at);
  }
  return ends;
}
