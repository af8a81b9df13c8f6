import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RejectedRecord } from "../record.ts";
import { readEvents } from "./read-events.ts";

const TS = "2026-11-21T10:00:00Z";
const AT = Date.UTC(2026, 10, 21, 10);

function read(value: unknown) {
  const reading = readEvents({ text: JSON.stringify(value), encoding: "json" });
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading.decoded;
}

function problemOf(event: unknown): RejectedRecord | undefined {
  const { events, rejected } = read([event]);
  expect(events).toHaveLength(0);
  return rejected[0];
}

const FULL = {
  id: "e-1",
  ts: TS,
  model: "credit-risk",
  version: "3.1.0",
  client: "key-7",
  request_id: "r-1",
  operation: "predict",
  prediction: "good",
  confidence: 0.91,
  margin: 0.82,
  label: "bad",
  latency_ms: 12.5,
  input_tokens: 120,
  output_tokens: 40,
  cost: 0.002,
  error: "timeout",
  refused: false,
  features: { age: 41, job: "cook", owner: true, income: null },
  input: "text of the prompt",
  input_hash: "9f86d081",
  embedding: [0.1, -0.2],
  flags: { injection: true, pii: false, secret: false, canary: false, ood_score: 3.5, blocked: true },
};

describe("readEvents", () => {
  it("reads every field", () => {
    expect(read([FULL]).events).toEqual([
      {
        id: "e-1",
        at: AT,
        model: "credit-risk",
        version: "3.1.0",
        client: "key-7",
        operation: "predict",
        prediction: "good",
        confidence: 0.91,
        margin: 0.82,
        label: "bad",
        latencyMs: 12.5,
        inputTokens: 120,
        outputTokens: 40,
        cost: 0.002,
        error: "timeout",
        refused: false,
        features: { age: 41, job: "cook", owner: true, income: null },
        input: "text of the prompt",
        inputHash: "9f86d081",
        embedding: [0.1, -0.2],
        flags: { injection: true, pii: false, secret: false, canary: false, oodScore: 3.5, blocked: true },
      },
    ]);
    expect(read([FULL]).unknownFields).toEqual([]);
  });

  it("reads the same names in camel case", () => {
    const camel = { ts: TS, requestId: "r", latencyMs: 1, inputTokens: 2, outputTokens: 3, inputHash: "h" };
    const decoded = read([{ ...camel, flags: { oodScore: 1 } }]);
    expect(decoded.events).toEqual([
      { at: AT, model: null, latencyMs: 1, inputTokens: 2, outputTokens: 3, inputHash: "h", flags: { oodScore: 1 } },
    ]);
    expect(decoded.unknownFields).toEqual([]);
  });

  it("takes null as absent, a lone object as one event, numbers as names, booleans as classes", () => {
    expect(
      read({ ts: 1_763_719_200, model: null, confidence: null, flags: null, client: 7, prediction: true }).events,
    ).toEqual([{ at: 1_763_719_200_000, model: null, client: "7", prediction: "true" }]);
    expect(
      read([
        { ts: TS, error: false },
        { ts: TS, error: true },
      ]).events.map(({ error }) => error),
    ).toEqual([undefined, "error"]);
  });

  it.each([
    [{ ts: TS, confidence: 7 }, "confidence must be between 0 and 1, is 7"],
    [{ ts: TS, confidence: "0.5" }, "confidence must be between 0 and 1, is text"],
    [{ ts: TS, margin: -0.1 }, "margin must be between 0 and 1, is -0.1"],
    [{ ts: TS, latency_ms: -1 }, "latency_ms must be a number from 0, is -1"],
    [{ ts: TS, input_tokens: 1.5 }, "input_tokens must be a whole number from 0, is 1.5"],
    [{ ts: "2026-11-21T10:00:00" }, "ts has no time zone: end it with Z or an offset such as +02:00"],
    [{ model: "m" }, "ts is missing"],
    [{ ts: TS, label: "bad" }, "label needs the prediction of the same event beside it"],
    [{ ts: TS, prediction: [1] }, "prediction must be text or a finite number, is a list"],
    [{ ts: TS, model: "" }, "model must be text, is empty text"],
    [{ ts: TS, refused: "no" }, "refused must be true or false, is text"],
    [{ ts: TS, features: [1] }, "features must be an object of names and values, is a list"],
    [{ ts: TS, features: { a: { b: 1 } } }, 'features: "a" must be a number, text, boolean or null, is an object'],
    [{ ts: TS, features: { "": 1 } }, "features must not hold an empty name"],
    [{ ts: TS, flags: { pii: 1 } }, "flags.pii must be true or false, is 1"],
    [{ ts: TS, flags: { ood_score: "x" } }, "flags.ood_score must be a finite number, is text"],
    [{ ts: TS, embedding: [1, null] }, "embedding must hold finite numbers; number 1 is null"],
    [{ ts: TS, id: "a\u0000b" }, "id must not hold NUL or half of a character"],
    [{ ts: TS, features: { "\ud800": 1 } }, "features: a name must not hold NUL or half of a character"],
    [7, "An event must be an object, is 7"],
    [null, "An event must be an object, is null"],
  ])("says what is wrong with %j", (event, message) => {
    expect(problemOf(event)).toEqual({ place: 0, code: "invalid", message });
  });

  it.each([
    [{ ts: TS, client: "x".repeat(8193) }, "client must not be longer than 8192 characters, is 8193"],
    [{ ts: TS, features: { a: "x".repeat(8193) } }, 'features: "a" must not be longer than 8192 characters, is 8193'],
    [{ ts: TS, features: { ["n".repeat(257)]: 1 } }, "features: a name must not be longer than 256 characters"],
    [
      { ts: TS, features: Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`f${index}`, index])) },
      "features must not be more than 500",
    ],
    [{ ts: TS, embedding: Array.from({ length: 4097 }, () => 0) }, "embedding must not be longer than 4096 numbers"],
  ])("refuses what is too large", (event, message) => {
    expect(problemOf(event)).toEqual({ place: 0, code: "too_large", message });
  });

  it("takes a prompt of any length and with any character, for it is only hashed", () => {
    const input = `${"x".repeat(100_000)}\u0000`;
    expect(read([{ ts: TS, input }]).events[0]?.input).toBe(input);
  });

  it("refuses numbers that no double holds", () => {
    const reading = readEvents({
      text: `[{"ts":"${TS}","cost":1e999},{"ts":"${TS}","features":{"a":-1e999}}]`,
      encoding: "json",
    });
    expect(reading.ok && reading.decoded.rejected.map(({ message }) => message)).toEqual([
      "cost must be a number from 0, is Infinity",
      'features: "a" must be a finite number, is -Infinity',
    ]);
  });

  it("takes the last of a name given twice and refuses __proto__ as a feature, polluting nothing", () => {
    const text = `[{"ts":"${TS}","cost":1,"cost":2},{"ts":"${TS}","features":{"__proto__":{"polluted":1}}},{"ts":"${TS}","__proto__":{"polluted":1}}]`;
    const reading = readEvents({ text, encoding: "json" });
    if (!reading.ok) throw new Error(reading.problem.message);
    expect(reading.decoded.events.map(({ cost }) => cost)).toEqual([2, undefined]);
    expect(reading.decoded.rejected[0]?.message).toBe("features must not hold the name __proto__");
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it("lists the first ten names that nobody reads", () => {
    const event = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`u${index}`, index]));
    const decoded = read([
      { ts: TS, flags: { toxic: true } },
      { ts: TS, ...event },
    ]);
    expect(decoded.events).toHaveLength(2);
    expect(decoded.unknownFields).toEqual(["flags.toxic", ...Array.from({ length: 9 }, (_, index) => `u${index}`)]);
  });

  it("keeps order and places around what it rejects", () => {
    const decoded = read([{ ts: TS, id: "a" }, { id: "b" }, { ts: TS, id: "c" }]);
    expect(decoded.events.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(decoded.eventPlaces).toEqual([0, 2]);
    expect(decoded.rejected.map(({ place }) => place)).toEqual([1]);
  });
});

describe("readEvents of NDJSON", () => {
  it("rejects a broken line with its number and takes the others", () => {
    const text = `{"ts":"${TS}","id":"a"}\r\n\n{"ts": oops}\n{"ts":"${TS}","id":"b"}`;
    const reading = readEvents({ text, encoding: "ndjson" });
    if (!reading.ok) throw new Error(reading.problem.message);
    expect(reading.decoded.events.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(reading.decoded.eventPlaces).toEqual([0, 2]);
    const [rejected] = reading.decoded.rejected;
    expect(rejected).toMatchObject({ place: 1, code: "invalid" });
    expect(rejected?.message).toMatch(/^Line 3 is not JSON at column 8: A value must stand here/);
  });
});

describe("readEvents of hostile bodies", () => {
  const refused = (text: string, encoding: "json" | "ndjson" = "json") => {
    const reading = readEvents({ text, encoding });
    if (reading.ok) throw new Error("It was read.");
    return reading.problem;
  };

  it("says line and column of what is no JSON", () => {
    expect(refused('[\n  {"ts": 1,\n   oops}\n]')).toMatchObject({ code: "malformed", place: "line 3, column 4" });
    expect(refused("")).toMatchObject({ code: "malformed", message: "The body is empty." });
    expect(refused(" \n ", "ndjson")).toMatchObject({ code: "malformed" });
    expect(refused('"text"')).toMatchObject({ code: "malformed", message: "The body must be a list of records." });
  });

  it("says what to write for NaN", () => {
    expect(refused('[\n{"cost":-Infinity}]')).toMatchObject({
      place: "line 2, column 9",
      message: "JSON knows neither NaN nor Infinity. Write null.",
    });
    const line = readEvents({ text: '{"cost":NaN}', encoding: "ndjson" });
    expect(line.ok && line.decoded.rejected[0]?.message).toBe(
      "Line 1 is not JSON at column 9: JSON knows neither NaN nor Infinity. Write null.",
    );
  });

  it("is done quickly with what tires regular expressions and places of errors", { timeout: 6_000 }, () => {
    expect(refused(`{}${"\n".repeat(100_000)}x`).code).toBe("malformed");
    expect(refused(`[${"1,".repeat(2_000_000)}oops]`).message).toContain("This is not JSON");
    const broken = readEvents({ text: `{"ts":oops${"x".repeat(100)}\n`.repeat(20_000), encoding: "ndjson" });
    expect(broken.ok && broken.decoded.rejected.at(-1)?.message).toBe("Line 20000 is not JSON.");
    expect(broken.ok && broken.decoded.rejected).toHaveLength(20_000);
  });

  it("tells who sends lines as JSON how to send them", () => {
    expect(refused(`{"ts":1}\n{"ts":2}`).message).toContain("application/x-ndjson");
  });

  it("refuses bytes that are no UTF-8 with their place and drops a byte order mark", () => {
    const reading = readEvents({ bytes: new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]), encoding: "json" });
    expect(reading).toMatchObject({ ok: false, problem: { code: "malformed", place: "byte 2" } });
    const marked = readEvents({ bytes: new TextEncoder().encode(`\uFEFF[{"ts":"${TS}"}]`), encoding: "json" });
    expect(marked.ok && marked.decoded.events).toHaveLength(1);
  });

  it("refuses more than 50,000 events, in both encodings", () => {
    const lines = Array.from({ length: 50_001 }, () => "{}");
    expect(refused(`[${lines.join(",")}]`)).toMatchObject({ code: "too_large" });
    expect(refused(lines.join("\n"), "ndjson")).toMatchObject({ code: "too_large", place: "line 50001" });
  });

  it("rejects an event that is too deep, wherever it is deep", () => {
    const deep = `${'{"a":'.repeat(40)}1${"}".repeat(40)}`;
    const lists = `${"[".repeat(40)}${"]".repeat(40)}`;
    const text = `[{"ts":"${TS}","extra":${deep}},{"ts":"${TS}","features":{"a":${lists}}},${lists},{"ts":"${TS}"}]`;
    const reading = readEvents({ text, encoding: "json" });
    expect(reading.ok && reading.decoded.rejected.map(({ code }) => code)).toEqual(["too_large", "invalid", "invalid"]);
    expect(reading.ok && reading.decoded.eventPlaces).toEqual([3]);
  });

  it("refuses a bomb of lists before it is built, and a tower without falling over", () => {
    expect(refused(`[${"[],".repeat(2_000_001)}0]`)).toMatchObject({ code: "too_large" });
    const tower = readEvents({ text: `[${"[".repeat(500_000)}${"]".repeat(500_000)}]`, encoding: "json" });
    expect(tower.ok && tower.decoded.rejected).toHaveLength(1);
    expect(refused("[".repeat(1_000_000))).toMatchObject({ code: "malformed" });
  });
});

const value = fc.oneof(fc.jsonValue(), fc.constantFrom(TS, 0, 1, -1, 1e400, "", true, null));
const anEvent = fc.record(
  Object.fromEntries([...Object.keys(FULL), "latencyMs", "other"].map((name) => [name, value])),
  { requiredKeys: [] },
);
const sound = fc.record({ ts: fc.constant(TS), features: fc.dictionary(fc.string({ minLength: 1 }), fc.double()) });

describe("readEvents of anything", () => {
  it("never throws, takes or rejects each event once, in order, whatever JSON it is", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.jsonValue(), anEvent, sound), { maxLength: 20 }), (batch) => {
        const text = JSON.stringify(batch);
        const reading = readEvents({ text, encoding: "json" });
        if (!reading.ok) throw new Error(reading.problem.message);
        const { events, eventPlaces: places, rejected } = reading.decoded;
        expect(places).toHaveLength(events.length);
        const all = [...places, ...rejected.map(({ place }) => Number(place))].sort((a, b) => a - b);
        expect(all).toEqual(batch.map((_, index) => index));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        const lines = batch.map((each) => JSON.stringify(each)).join("\n");
        if (batch.length > 0) expect(readEvents({ text: lines, encoding: "ndjson" })).toEqual(reading);
      }),
      { numRuns: 200 },
    );
  });

  it("never throws on any text or bytes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: "binary" })), fc.uint8Array(), (text, bytes) => {
        for (const encoding of ["json", "ndjson"] as const) {
          expect(typeof readEvents({ text, encoding }).ok).toBe("boolean");
          expect(typeof readEvents({ bytes, encoding }).ok).toBe("boolean");
        }
      }),
      { numRuns: 200 },
    );
  });
});
