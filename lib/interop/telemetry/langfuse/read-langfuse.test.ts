import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { langfuseAnswer, langfuseRefusal } from "./langfuse-answer.ts";
import { readLangfuse } from "./read-langfuse.ts";

const TS = "2026-11-21T10:00:00.000Z";
const AT = Date.UTC(2026, 10, 21, 10);

function read(batch: unknown) {
  const reading = readLangfuse({ text: JSON.stringify({ batch, metadata: { sdk_name: "python" } }) });
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading.decoded;
}

const item = (id: string, type: string, body: object) => ({ id, timestamp: TS, type, body });

const CREATE = item("ev-1", "generation-create", {
  id: "gen-1",
  traceId: "trace-1",
  name: "answer",
  model: "gpt-4o",
  startTime: "2026-11-21T09:59:58.000Z",
  input: [{ role: "user", content: "hello" }],
});
const UPDATE = item("ev-2", "generation-update", {
  id: "gen-1",
  endTime: "2026-11-21T09:59:59.500Z",
  usage: { input: 5, output: 2, total: 7, unit: "TOKENS" },
  usageDetails: { input: 12, output: 30, total: 42 },
  costDetails: { input: 0.001, output: 0.002 },
  output: "hi",
});
const TRACE = item("ev-0", "trace-create", { id: "trace-1", userId: "user-7" });

describe("readLangfuse", () => {
  it("makes one event of a generation, its updates and its trace's user", () => {
    const decoded = read([TRACE, CREATE, UPDATE]);
    expect(decoded.events).toEqual([
      {
        id: "ev-1",
        model: "gpt-4o",
        at: AT - 500,
        operation: "chat",
        latencyMs: 1500,
        inputTokens: 12,
        outputTokens: 30,
        cost: 0.003,
        client: "user-7",
        input: '[{"role":"user","content":"hello"}]',
      },
    ]);
    expect(decoded.eventPlaces).toEqual([1]);
    expect(decoded.ignored).toBe(1);
    expect(decoded.rejected).toEqual([]);
    expect(JSON.stringify(decoded.events)).not.toContain('"hi"');
  });

  it.each([
    [{ usage: { promptTokens: 3, completionTokens: 4, totalTokens: 7 } }, { inputTokens: 3, outputTokens: 4 }],
    [{ usageDetails: { prompt_tokens: 3, completion_tokens: 4 } }, { inputTokens: 3, outputTokens: 4 }],
    [{ usageDetails: { input_tokens: 3, output_tokens: 4 } }, { inputTokens: 3, outputTokens: 4 }],
    [{ usage: { input: -3, output: 1.5, totalCost: 0.5 } }, { cost: 0.5 }],
    [{ level: "ERROR", statusMessage: "boom" }, { error: "error" }],
    [{ level: "WARNING" }, {}],
  ])("reads %j", (body, expected) => {
    expect(read([item("e", "generation-create", body)]).events).toEqual([
      { id: "e", model: null, at: AT, operation: "chat", ...expected },
    ]);
  });

  it("counts an update of an earlier batch's generation as increments, not as a second event", () => {
    const { events, measures } = read([item("ev-9", "generation-update", { ...UPDATE.body, level: "ERROR" })]);
    expect(events).toEqual([]);
    expect(measures.map(({ name, value }) => [name, value])).toEqual([
      ['gen_ai.client.token.usage{gen_ai.token.type="input"}', { kind: "delta", value: 12 }],
      ['gen_ai.client.token.usage{gen_ai.token.type="output"}', { kind: "delta", value: 30 }],
      ["langfuse.generation.cost", { kind: "delta", value: 0.003 }],
      ["langfuse.generation.errors", { kind: "delta", value: 1 }],
    ]);
  });

  it("reads scores as measures of the model of their observation", () => {
    const { measures } = read([
      CREATE,
      item("s-1", "score-create", { name: "helpfulness", value: 0.8, observationId: "gen-1" }),
      item("s-2", "score-create", { name: "tone", value: "rude", dataType: "CATEGORICAL", traceId: "other" }),
    ]);
    expect(measures).toEqual([
      { model: "gpt-4o", at: AT, name: "evaluation.helpfulness", value: { kind: "gauge", value: 0.8 } },
      { model: null, at: AT, name: 'evaluation.tone{label="rude"}', value: { kind: "delta", value: 1 } },
    ]);
  });

  it("accepts and ignores traces, spans, events and logs", () => {
    const types = ["trace-create", "span-create", "span-update", "event-create", "sdk-log", "observation-create"];
    const decoded = read(types.map((type) => item(type, type, {})));
    expect(decoded).toMatchObject({ events: [], measures: [], rejected: [], ignored: types.length });
  });

  it("answers each event of the batch with its id, in order", () => {
    const decoded = read([
      CREATE,
      { id: "bad-1", type: "generation-create", timestamp: "2026-11-21T10:00:00", body: {} },
      item("bad-2", "order-create", {}),
      item("bad-3", "score-create", { name: "x" }),
      item("bad-4", "generation-create", { model: 7 }),
      7,
      TRACE,
    ]);
    const error = (id: string, said: string, status = 400) => ({
      id,
      status,
      message: "Invalid request data",
      error: said,
    });
    expect(langfuseAnswer(decoded)).toEqual({
      successes: [
        { id: "ev-1", status: 201 },
        { id: "ev-0", status: 201 },
      ],
      errors: [
        error("bad-1", "timestamp has no time zone: end it with Z or an offset such as +02:00"),
        error("bad-2", "Events of this type are not read"),
        error("bad-3", "body.value must be a finite number or a short text"),
        error("bad-4", "body.model must be text"),
        error("", "An event must be an object"),
      ],
    });
    const later = [{ place: 0, code: "unknown_model" as const, message: "No model is called gpt-4o" }];
    expect(langfuseAnswer(decoded, later).errors[0]).toEqual(error("ev-1", "No model is called gpt-4o", 404));
  });

  it("refuses what is no batch", () => {
    for (const text of ["[]", "{}", '{"batch":{}}', "{oops", ""]) {
      const reading = readLangfuse({ text });
      if (reading.ok) throw new Error("It was read.");
      expect(reading.problem.code).toBe("malformed");
      expect(langfuseRefusal(reading.problem).errors[0]).toContain(reading.problem.message);
    }
    const deep = readLangfuse({ text: `{"batch":[{"body":{"input":${"[".repeat(40)}${"]".repeat(40)}}}]}` });
    expect(deep).toMatchObject({ ok: false, problem: { code: "too_large" } });
  });

  it("never throws; every event of a batch is answered once", () => {
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          id: fc.constantFrom("a", "b"),
          model: fc.jsonValue(),
          usage: fc.dictionary(fc.constantFrom("input", "output", "totalCost"), fc.jsonValue()),
          startTime: fc.constantFrom<unknown>(TS, null, 7, "x"),
          endTime: fc.constantFrom<unknown>(TS, null),
          name: fc.jsonValue(),
          value: fc.jsonValue(),
          input: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    );
    const types = ["generation-create", "generation-update", "score-create", "trace-create", "span-create", "x"];
    const event = fc.record({ id: fc.string(), type: fc.constantFrom(...types), timestamp: fc.constant(TS), body });
    fc.assert(
      fc.property(fc.array(fc.oneof(event, fc.jsonValue()), { maxLength: 8 }), (batch) => {
        const decoded = read(batch);
        const { successes, errors } = langfuseAnswer(decoded);
        expect(successes.length + errors.length).toBe(batch.length);
        expect(errors).toHaveLength(decoded.rejected.length);
        expect(decoded.eventPlaces).toHaveLength(decoded.events.length);
      }),
      { numRuns: 200 },
    );
  });
});
