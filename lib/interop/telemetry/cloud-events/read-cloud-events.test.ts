import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DecodedTelemetry, TelemetryReading } from "../record.ts";
import { likeliestOf } from "./probability-vector.ts";
import { type CloudEventsRequest, OWN_EVENT_TYPE, readCloudEvents } from "./read-cloud-events.ts";

const TIME = "2026-11-21T10:00:00Z";
const AT = Date.UTC(2026, 10, 21, 10);
const RECEIVED = AT + 1000;
const REQUEST = "org.kubeflow.serving.inference.request";
const RESPONSE = "org.kubeflow.serving.inference.response";
const BASE = { specversion: "1.0", id: "a-1", source: "http://localhost:9081/", type: REQUEST, time: TIME };

function decoded(reading: TelemetryReading): DecodedTelemetry {
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading.decoded;
}

function structured(event: unknown, contentType = "application/cloudevents+json; charset=utf-8") {
  return readCloudEvents({ body: { text: JSON.stringify(event) }, contentType, headers: {}, receivedAt: RECEIVED });
}

const eventsOf = (event: unknown) => decoded(structured(event)).events;
const rejectedOf = (event: unknown) => decoded(structured(event)).rejected[0];

describe("readCloudEvents of KServe's logger", () => {
  const headers = {
    "Ce-Id": "a-1",
    "Ce-Source": "http://localhost:9081/",
    "Ce-Specversion": "1.0",
    "Ce-Time": TIME,
    "Ce-Inferenceservicename": "income%20model",
    "Ce-Component": "predictor",
    "Ce-Endpoint": "default",
    "Ce-Namespace": "ml",
    Authorization: "Bearer x",
  };
  const binary = (type: string, payload: unknown, contentType = "application/json") =>
    readCloudEvents({
      body: { bytes: new TextEncoder().encode(JSON.stringify(payload)) },
      contentType,
      headers: { ...headers, "Ce-Type": type },
      receivedAt: RECEIVED,
    } satisfies CloudEventsRequest);

  it("reads a V1 request in binary mode, one event a row", () => {
    const { events, rejected, eventPlaces } = decoded(
      binary(REQUEST, {
        instances: [
          [6.8, 2.8],
          [6, 3.4],
        ],
      }),
    );
    expect(rejected).toEqual([]);
    expect(eventPlaces).toEqual([0, 0]);
    expect(events).toEqual([
      {
        id: `http://localhost:9081/\na-1\n${REQUEST}\n0`,
        at: AT,
        model: "income model",
        operation: "predictor",
        features: { x0: 6.8, x1: 2.8 },
      },
      {
        id: `http://localhost:9081/\na-1\n${REQUEST}\n1`,
        at: AT,
        model: "income model",
        operation: "predictor",
        features: { x0: 6, x1: 3.4 },
      },
    ]);
  });

  it("reads the response under the same id as an event of its own", () => {
    const { events } = decoded(binary(RESPONSE, { predictions: [1, [0.1, 0.7, 0.2], "cat"] }));
    expect(events.map(({ prediction }) => prediction)).toEqual([1, "1", "cat"]);
    expect(events[1]).toMatchObject({ confidence: 0.7 });
    expect(events[1]?.margin).toBeCloseTo(0.5, 12);
    expect(events[0]?.id).toContain(RESPONSE);
  });

  it("rejects a payload that is no JSON as unsupported", () => {
    expect(decoded(binary(REQUEST, "x", "image/png")).rejected).toEqual([
      { place: 0, code: "unsupported", message: "data must be JSON" },
    ]);
  });

  it("takes the time of arrival when the event has none", () => {
    const { time: _, ...timeless } = BASE;
    expect(eventsOf({ ...timeless, data: { instances: [[1]] } })[0]?.at).toBe(RECEIVED);
  });
});

describe("readCloudEvents of V2 payloads", () => {
  it("cuts tensors into rows, flat or nested, with one or several columns", () => {
    const inputs = [
      { name: "age", shape: [2, 1], datatype: "INT64", data: [41, 30] },
      { name: "job", shape: [2], datatype: "BYTES", data: ["cook", "guard"] },
      {
        name: "pixels",
        shape: [2, 2],
        datatype: "FP32",
        data: [
          [1, 2],
          [3, 4],
        ],
      },
    ];
    expect(eventsOf({ ...BASE, data: { inputs } }).map(({ features }) => features)).toEqual([
      { age: 41, job: "cook", pixels_0: 1, pixels_1: 2 },
      { age: 30, job: "guard", pixels_0: 3, pixels_1: 4 },
    ]);
  });

  it("reads the class and its probabilities from two outputs", () => {
    const outputs = [
      { name: "predict_proba", shape: [2, 2], datatype: "FP64", data: [0.25, 0.75, 1, 0] },
      { name: "predict", shape: [2], datatype: "BYTES", data: ["bad", "good"] },
    ];
    expect(eventsOf({ ...BASE, type: RESPONSE, data: { outputs } })).toMatchObject([
      { prediction: "bad", confidence: 0.75, margin: 0.5 },
      { prediction: "good", confidence: 1, margin: 1 },
    ]);
  });

  it.each([
    [[{ name: "a", shape: [3], datatype: "FP32", data: [1, 2] }], "tensor 0: data has 2 values, its shape says 3"],
    [[{ name: "a", shape: [1] }], "tensor 0 has no data: tensors sent as binary are not read"],
    [[{ name: "a", shape: ["x"], data: [] }], "tensor 0: shape must be a list of whole numbers"],
    [[{ name: "a", shape: [1e9, 1e9], data: [] }], "tensor 0 has more than 50000 rows"],
    [
      [
        { name: "a", shape: [1], data: [1] },
        { name: "b", shape: [2], data: [1, 2] },
      ],
      "The tensors must have the same number of rows",
    ],
  ])("refuses %j", (inputs, message) => {
    expect(rejectedOf({ ...BASE, data: { inputs } })?.message).toBe(message);
  });
});

describe("readCloudEvents of other payloads", () => {
  it("reads rows that are objects, texts and base64, and Seldon's names", () => {
    const rows = [{ age: 41, tags: ["a", "b"] }, "a text", { b64: "aGVsbG8=" }];
    expect(eventsOf({ ...BASE, data: { instances: rows } })).toMatchObject([
      { features: { age: 41, tags_0: "a", tags_1: "b" } },
      { input: "a text" },
      { input: "aGVsbG8=" },
    ]);
    const seldon = { data: { names: ["no", "yes"], ndarray: [[0.2, 0.8]] } };
    const type = "io.seldon.serving.inference.response";
    expect(eventsOf({ ...BASE, type, data: seldon })).toMatchObject([{ prediction: "yes", confidence: 0.8 }]);
  });

  it("reads predictions that are objects, and an answer that is an error", () => {
    const predictions = [{ label: "spam", score: 0.9 }, { probabilities: [0.4, 0.6] }, null];
    expect(eventsOf({ ...BASE, type: RESPONSE, data: { predictions } })).toMatchObject([
      { prediction: "spam", confidence: 0.9 },
      { prediction: "1", confidence: 0.6 },
      {},
    ]);
    expect(eventsOf({ ...BASE, type: RESPONSE, data: { error: "out of memory" } })).toMatchObject([
      { error: "inference_error" },
    ]);
  });

  it("reads our own events under our own type, as base64, and under any type", () => {
    const own = { model: "m", prediction: "good" };
    expect(eventsOf({ ...BASE, type: OWN_EVENT_TYPE, data: own })).toEqual([
      { at: AT, model: "m", prediction: "good", id: `${BASE.source}\na-1\n${OWN_EVENT_TYPE}\n0` },
    ]);
    const data_base64 = btoa(JSON.stringify([own, { ...own, id: "x" }]));
    expect(eventsOf({ ...BASE, type: OWN_EVENT_TYPE, data_base64 }).map(({ id }) => id?.at(-1))).toEqual(["0", "x"]);
    expect(eventsOf({ ...BASE, type: "org.acme.scored", data: { ts: TIME, model: "m" } })).toHaveLength(1);
    expect(rejectedOf({ ...BASE, type: OWN_EVENT_TYPE, data: { confidence: 7 } })?.message).toBe(
      "confidence must be between 0 and 1, is 7",
    );
  });

  it.each([
    [{ ...BASE, type: "org.acme.order" }, "unsupported", "Events of type org.acme.order are not read"],
    [{ ...BASE, specversion: "0.3" }, "unsupported", "specversion must be 1.0"],
    [{ ...BASE, specversion: undefined }, "invalid", "specversion is missing"],
    [{ ...BASE, id: "" }, "invalid", "id must be text that is not empty"],
    [
      { ...BASE, time: "2026-11-21T10:00:00" },
      "invalid",
      "time has no time zone: end it with Z or an offset such as +02:00",
    ],
    [{ ...BASE, data_base64: "%%%" }, "invalid", "data_base64 is no base64"],
    [{ ...BASE, data: {} }, "invalid", "An inference request needs instances (V1) or inputs (V2)"],
    [
      { ...BASE, data: { instances: [Array.from({ length: 501 }, () => 0)] } },
      "too_large",
      "Row 0: a row must hold at most 500 numbers, texts or booleans",
    ],
    [7, "invalid", "A CloudEvent must be an object"],
  ])("rejects %j", (event, code, message) => {
    expect(rejectedOf(event)).toEqual({ place: 0, code, message });
  });

  it("reads a batch, each event for itself", () => {
    const good = { ...BASE, data: { instances: [[1], [2]] } };
    const answer = decoded(structured([good, { ...BASE, type: "x" }, good], "application/cloudevents-batch+json"));
    expect(answer.eventPlaces).toEqual([0, 0, 2, 2]);
    expect(answer.rejected.map(({ place }) => place)).toEqual([1]);
  });

  it("says when it is no CloudEvent at all", () => {
    const read = (contentType: string, text = "{}") =>
      readCloudEvents({ body: { text }, contentType, headers: {}, receivedAt: AT });
    expect(read("application/json")).toMatchObject({ ok: false, problem: { code: "unsupported" } });
    expect(read("application/cloudevents+avro")).toMatchObject({ ok: false, problem: { code: "unsupported" } });
    expect(read("application/cloudevents-batch+json")).toMatchObject({ ok: false, problem: { code: "malformed" } });
    expect(read("application/cloudevents+json", "{oops")).toMatchObject({ ok: false, problem: { code: "malformed" } });
  });
});

describe("likeliestOf", () => {
  it("knows a probability vector from other numbers", () => {
    expect(likeliestOf([0.5, 0.5])).toEqual({ index: 0, confidence: 0.5, margin: 0 });
    expect(likeliestOf([0.3333, 0.3333, 0.3333])).not.toBeNull();
    for (const row of [[1], [0.5, 0.6], [-0.5, 1.5], [2, 3], ["a", 1], []]) expect(likeliestOf(row)).toBeNull();
  });
});

describe("readCloudEvents of anything", () => {
  it("never throws; each CloudEvent is taken or rejected, never both", () => {
    const tensor = fc.record({ name: fc.string(), shape: fc.array(fc.nat(4)), data: fc.array(fc.jsonValue()) });
    const data = fc.oneof(
      fc.jsonValue(),
      fc.record({ instances: fc.array(fc.jsonValue()) }),
      fc.record({ predictions: fc.array(fc.jsonValue()) }),
      fc.record({ inputs: fc.array(tensor) }),
      fc.record({ outputs: fc.array(tensor) }),
      fc.record({ data: fc.record({ names: fc.jsonValue(), ndarray: fc.array(fc.jsonValue()) }) }),
    );
    const event = fc.record({
      ...Object.fromEntries(["specversion", "id", "source"].map((name) => [name, fc.constant("1.0")])),
      type: fc.constantFrom(REQUEST, RESPONSE, OWN_EVENT_TYPE, "x"),
      data,
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(event, fc.jsonValue()), { maxLength: 8 }), (batch) => {
        const answer = decoded(structured(batch, "application/cloudevents-batch+json"));
        const places = answer.eventPlaces ?? [];
        expect(places).toHaveLength(answer.events.length);
        const rejected = new Set(answer.rejected.map(({ place }) => place));
        expect(places.some((place) => rejected.has(place))).toBe(false);
        expect([...places]).toEqual([...places].sort((a, b) => a - b));
      }),
      { numRuns: 200 },
    );
  });
});
