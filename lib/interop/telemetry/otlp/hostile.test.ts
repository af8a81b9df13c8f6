import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WireWriter } from "../protobuf/wire-writer.ts";
import type { TelemetryReading } from "../record.ts";
import type { OtlpEncoding, OtlpSignal } from "./parts.ts";
import { readOtlp } from "./read-otlp.ts";
import { attributes, type Build, metric, NANOS, request, span } from "./testing/otlp-requests.ts";

const SIGNALS: readonly OtlpSignal[] = ["metrics", "logs", "traces"];
const read = (signal: OtlpSignal, bytes: Uint8Array, encoding: OtlpEncoding = "protobuf") =>
  readOtlp({ signal, encoding, bytes });
const codeOf = (reading: TelemetryReading) => (reading.ok ? "ok" : reading.problem.code);

const samples: Readonly<Record<OtlpSignal, Uint8Array>> = {
  metrics: request([
    metric(
      "h",
      9,
      (point) => {
        point.fixed(3, NANOS).fixed(4, 3).double(5, 2).fixeds(6, [1, 2]).doubles(7, [1]);
        attributes(point, 9, { a: "b", list: [1, 2.5, true] });
      },
      (data) => data.integer(2, 2),
    ),
    metric(
      "e",
      10,
      (point) =>
        point
          .fixed(3, NANOS)
          .zigzag(6, 3)
          .message(8, (side) => side.zigzag(1, 4).integers(2, [300])),
      (data) => data.integer(2, 1),
    ),
    metric("s", 11, (point) => point.fixed(3, NANOS).message(6, (pair) => pair.double(1, 0.5).double(2, 1))),
  ]),
  traces: request([
    span("chat", { "gen_ai.operation.name": "chat", "gen_ai.response.finish_reasons": ["stop"] }, (message) =>
      message.message(11, (event) => event.text(2, "exception")),
    ),
  ]),
  logs: request([
    (message) => {
      message.fixed(1, NANOS).text(12, "gen_ai.security.finding");
      attributes(message, 6, { "gen_ai.security.risk.finding": "pii" });
    },
  ]),
};

describe("readOtlp with hostile bytes", () => {
  it("refuses every truncation with its place, and never throws", () => {
    for (const signal of SIGNALS) {
      const whole = samples[signal];
      expect(codeOf(read(signal, whole))).toBe("ok");
      for (let length = 1; length < whole.length; length += 1) {
        const reading = read(signal, whole.subarray(0, length));
        expect(reading).toMatchObject({ ok: false, problem: { code: "malformed" } });
        if (!reading.ok) expect(reading.problem.place).toMatch(/^byte \d+$/);
      }
    }
  });

  it("answers any bytes and any change of good ones", () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...SIGNALS),
        fc.uint8Array({ maxLength: 200 }),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (signal, noise, changes) => {
          const changed = Uint8Array.from(samples[signal]);
          for (const [at, byte] of changes) changed[at % changed.length] = byte;
          for (const bytes of [noise, changed]) {
            for (const encoding of ["protobuf", "json"] as const) {
              expect(["ok", "malformed", "too_large"]).toContain(codeOf(read(signal, bytes, encoding)));
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("answers any JSON in the shape of a request", () => {
    const names = [
      "resource",
      "scope",
      "attributes",
      "key",
      "value",
      "metrics",
      "spans",
      "logRecords",
      "gauge",
      "dataPoints",
      "timeUnixNano",
    ];
    const shape = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        fc.jsonValue(),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names), tie("any")),
      ),
    })).any;
    fc.assert(
      fc.property(fc.constantFrom(...SIGNALS), shape, (signal, value) => {
        const [resources, scopes] = {
          metrics: ["resourceMetrics", "scopeMetrics"],
          logs: ["resourceLogs", "scopeLogs"],
          traces: ["resourceSpans", "scopeSpans"],
        }[signal];
        const body = {
          [resources!]: [
            { resource: value, [scopes!]: [{ scope: value, metrics: [value], spans: [value], logRecords: [value] }] },
          ],
        };
        expect(["ok", "malformed"]).toContain(
          codeOf(read(signal, new TextEncoder().encode(JSON.stringify(body)), "json")),
        );
      }),
      { numRuns: 80 },
    );
  });

  const nested =
    (depth: number): Build =>
    (value) => {
      if (depth === 0) value.text(1, "x");
      else value.message(5, (array) => array.message(1, nested(depth - 1)));
    };
  const deep = (depth: number) =>
    request([(item) => item.message(9, (pair) => pair.text(1, "modelkeep.feature.x").message(2, nested(depth)))]);
  const deepJson = (depth: number) => {
    const value = '{"arrayValue":{"values":['.repeat(depth) + "]}}".repeat(depth);
    const attribute = `{"key":"modelkeep.feature.x","value":${value}}`;
    return new TextEncoder().encode(`{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[${attribute}]}]}]}]}`);
  };

  it("refuses attributes deeper than the limit, however deep, in both encodings", () => {
    expect(codeOf(read("traces", deep(30)))).toBe("ok");
    expect(codeOf(read("traces", deep(34)))).toBe("too_large");
    expect(codeOf(read("traces", deepJson(30), "json"))).toBe("ok");
    expect(codeOf(read("traces", deepJson(50_000), "json"))).toBe("too_large");
  });

  it("refuses bombs: lists of buckets, points and elements that would grow in memory", () => {
    const buckets = new Uint8Array(1_100_000).fill(1);
    const bomb = request([
      metric("e", 10, (point) => point.fixed(3, NANOS).message(8, (side) => side.bytes(2, buckets))),
    ]);
    expect(codeOf(read("metrics", bomb))).toBe("too_large");
    const empty = new WireWriter()
      .bytes(
        1,
        new Uint8Array(120_000).map((_, at) => (at % 2 === 0 ? 0x0a : 0)),
      )
      .finish();
    const points = request([(item) => item.text(1, "g").bytes(5, empty.subarray(4))]);
    expect(codeOf(read("metrics", points))).toBe("too_large");
    const manyBuckets = metric(
      "e",
      10,
      (point) =>
        point
          .fixed(3, NANOS)
          .fixed(4, 10_000)
          .zigzag(6, 4)
          .message(8, (side) => side.integers(2, new Array<number>(10_000).fill(1))),
      (data) => data.integer(2, 1),
    );
    expect(codeOf(read("metrics", request(new Array<Build>(51).fill(manyBuckets))))).toBe("too_large");
  });

  it("says where text is no JSON or no UTF-8, without repeating it", () => {
    const reading = read("logs", new TextEncoder().encode('{"resourceLogs": secret'), "json");
    expect(reading).toMatchObject({ ok: false, problem: { code: "malformed" } });
    expect(JSON.stringify(reading)).not.toContain("secret");
    expect(read("logs", Uint8Array.of(0x7b, 0xff), "json")).toMatchObject({ problem: { place: "byte 1" } });
  });
});
