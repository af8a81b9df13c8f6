import { describe, expect, it } from "vitest";
import type { TelemetryEvent } from "../record.ts";
import { readOtlp } from "./read-otlp.ts";
import { AT, attributes, type Build, NANOS, request, span, type Value } from "./testing/otlp-requests.ts";

const ID = `${"ab".repeat(16)}:${"cd".repeat(8)}`;

const spansOf = (...items: Build[]) => {
  const reading = readOtlp({ signal: "traces", encoding: "protobuf", bytes: request(items, {}) });
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading.decoded;
};

const eventOf = (pairs: Readonly<Record<string, Value>>, more?: Build): TelemetryEvent | undefined =>
  spansOf(span("s", pairs, more)).events[0];

const event =
  (name: string, pairs: Readonly<Record<string, Value>>): Build =>
  (message) =>
    message.message(11, (inner) => {
      inner.fixed(1, NANOS + 1_000_000n).text(2, name);
      attributes(inner, 3, pairs);
    });

describe("readOtlp with spans", () => {
  it("reads GenAI by its present names and by those that were renamed", () => {
    const renamed = { "gen_ai.system": "openai", "llm.request.type": "completion", "gen_ai.usage.prompt_tokens": 3 };
    expect(eventOf({ ...renamed, "gen_ai.usage.completion_tokens": 4, "gen_ai.prompt": "Hi" })).toEqual({
      ...{ model: null, at: AT, id: ID, latencyMs: 20, operation: "text_completion", inputTokens: 3, outputTokens: 4 },
      input: "Hi",
    });
    expect(
      eventOf({ "gen_ai.operation.name": "embeddings", "error.type": "429", "enduser.id": "e", "user.id": "u" }),
    ).toEqual({ model: null, at: AT, id: ID, latencyMs: 20, operation: "embeddings", error: "429", client: "e" });
  });

  it("reads OpenInference; steps of a program are nothing of a model", () => {
    const llm = { "openinference.span.kind": "LLM", "llm.model_name": "claude", "llm.token_count.prompt": 5 };
    expect(eventOf({ ...llm, "llm.token_count.completion": 6, "session.id": "s1", "input.value": "Hi" })).toEqual({
      ...{ model: "claude", at: AT, id: ID, latencyMs: 20, operation: "chat", inputTokens: 5, outputTokens: 6 },
      ...{ client: "s1", input: "Hi" },
    });
    expect(spansOf(span("chain", { "openinference.span.kind": "CHAIN", "input.value": "Hi" }))).toMatchObject({
      ...{ events: [], ignored: 1 },
    });
  });

  it("reads what Langfuse's SDK writes on spans; its own steps of a program are nothing of a model", () => {
    const kind = (type: string) => ({ "langfuse.observation.type": type });
    const generation = { ...kind("generation"), "langfuse.observation.model.name": "scorer", "user.id": "ada" };
    const usage = JSON.stringify({ input: 12, output: 5, total: 17 });
    expect(
      eventOf({
        ...{ ...generation, "langfuse.observation.usage_details": usage, "langfuse.observation.level": "ERROR" },
        "langfuse.observation.cost_details": JSON.stringify({ input: 0.25, output: 0.5 }),
        "langfuse.observation.input": "Hi",
      }),
    ).toEqual({
      ...{ model: "scorer", at: AT, id: ID, latencyMs: 20, operation: "chat", inputTokens: 12, outputTokens: 5 },
      ...{ client: "ada", cost: 0.75, error: "_OTHER", input: "Hi" },
    });
    expect(eventOf({ ...generation, "langfuse.observation.usage_details": "{not json" })).toEqual({
      ...{ model: "scorer", at: AT, id: ID, latencyMs: 20, operation: "chat", client: "ada" },
    });
    expect(eventOf(kind("guardrail"))?.operation).toBe("run_guardrail");
    expect(spansOf(span("step", kind("span")))).toMatchObject({ events: [], ignored: 1 });
  });

  it("reads flags of guardrails in every dialect", () => {
    const flags = (pairs: Readonly<Record<string, Value>>) => eventOf(pairs)?.flags;
    const security = (finding: string, action: string, score = 1) =>
      flags({
        ...{ "gen_ai.operation.name": "run_guardrail", "gen_ai.security.risk.finding": finding },
        ...{ "gen_ai.security.action.type": action, "gen_ai.security.risk.score": score },
      });
    expect(security("prompt_injection", "block")).toEqual({ injection: true, blocked: true });
    expect(security("jailbreak", "allow")).toEqual({ injection: true });
    expect(security("jailbreak", "allow", 0.2)).toBeUndefined();
    expect(security("secret_leak", "redact")).toEqual({ secret: true });
    expect(security("canary_token", "warn")).toEqual({ canary: true });
    expect(
      flags({ "gen_ai.security.guardrail.name": "Prompt Shield", "gen_ai.security.verdict.type": "allow" }),
    ).toBeUndefined();
    expect(
      flags({ "gen_ai.security.guardrail.name": "Prompt Shield", "gen_ai.security.verdict.type": "deny" }),
    ).toEqual({
      ...{ injection: true, blocked: true },
    });
    expect(flags({ "gen_ai.guardrail.name": "pii-check", "gen_ai.guardrail.status": "FAILED" })).toEqual({
      ...{ pii: true, blocked: true },
    });
    expect(flags({ "gen_ai.guardrail.name": "pii-check", "gen_ai.guardrail.status": "PASSED" })).toBeUndefined();
    expect(flags({ "gen_ai.guardrail.name": "jailbreak", "gen_ai.guardrail.triggered": true })).toEqual({
      injection: true,
    });
    const inference = { "openinference.span.kind": "GUARDRAIL", validator_name: "DetectPII", validator_result: "fail" };
    expect(eventOf({ ...inference, validator_name: "detect_pii" })).toMatchObject({
      operation: "run_guardrail",
      flags: { pii: true },
    });
    expect(flags({ "modelkeep.flag.canary": true, "modelkeep.ood_score": 2.5 })).toEqual({
      canary: true,
      oodScore: 2.5,
    });
  });

  it("says what failed, and that the model declined", () => {
    const failed: Build = (message) => message.message(15, (status) => status.text(2, "boom").integer(3, 2));
    expect(eventOf({ "gen_ai.operation.name": "chat" }, failed)?.error).toBe("_OTHER");
    for (const reasons of [["refusal"], ["stop", "SAFETY"]]) {
      expect(eventOf({ "gen_ai.operation.name": "chat", "gen_ai.response.finish_reasons": reasons })?.refused).toBe(
        true,
      );
    }
    expect(
      eventOf({ "gen_ai.operation.name": "chat", "gen_ai.response.finish_reasons": ["stop"] })?.refused,
    ).toBeUndefined();
  });

  it("makes measures of evaluations on a span, with the span's model, labels as 1 and 0", () => {
    const evaluation = event("gen_ai.evaluation.result", {
      "gen_ai.evaluation.name": "ok",
      "gen_ai.evaluation.score.label": "fail",
    });
    const { measures, events, ignored } = spansOf(
      span("chat", { "gen_ai.request.model": "m" }, evaluation),
      span("x", {}, evaluation),
    );
    const measure = { at: AT + 1, name: "evaluation.ok", value: { kind: "gauge", value: 0 } };
    expect(measures).toEqual([
      { model: "m", ...measure },
      { model: null, ...measure },
    ]);
    expect([events.length, ignored]).toEqual([1, undefined]);
  });

  it("keeps the ends of a long input, where conversations differ", () => {
    const history = "x".repeat(9000);
    const inputs = ["a", "b"].map(
      (last) => eventOf({ "gen_ai.operation.name": "chat", "input.value": history + last })?.input,
    );
    expect(inputs.map((input) => input?.length)).toEqual([8192, 8192]);
    expect(inputs[0]).not.toBe(inputs[1]);
  });

  it("rejects a span without a time, shares beyond 1 and too many features", () => {
    const features = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`modelkeep.feature.f${at}`, at]));
    const timeless: Build = (message) => attributes(message, 9, { "gen_ai.operation.name": "chat" });
    const { rejected, events } = spansOf(
      timeless,
      span("s", { "modelkeep.label": "x", "modelkeep.confidence": 1.5 }),
      span("s", features),
    );
    expect(events).toEqual([]);
    expect(rejected.map(({ place }) => place)).toEqual(
      [0, 1, 2].map((at) => `/resourceSpans/0/scopeSpans/0/spans/${at}`),
    );
  });

  it("gives no id for ids that are none", () => {
    const zero: Build = (message) => message.bytes(1, new Uint8Array(16));
    expect(eventOf({ "gen_ai.operation.name": "chat" }, zero)?.id).toBeUndefined();
  });
});

describe("readOtlp with OTLP/JSON of the specification's examples", () => {
  const read = (signal: "traces" | "logs", value: unknown) => {
    const reading = readOtlp({ signal, encoding: "json", bytes: new TextEncoder().encode(JSON.stringify(value)) });
    if (!reading.ok) throw new Error(reading.problem.message);
    return reading.decoded;
  };
  const resource = { attributes: [{ key: "service.name", value: { stringValue: "my.service" } }] };

  it("reads a span with hexadecimal ids, in whatever case", () => {
    const attributes = [
      { key: "gen_ai.operation.name", value: { stringValue: "chat" } },
      { key: "gen_ai.usage.input_tokens", value: { intValue: "90071992547409931" } },
      {
        key: "modelkeep.feature.list",
        value: { arrayValue: { values: [{ intValue: 1 }, { kvlistValue: { values: [{ key: "k", value: {} }] } }] } },
      },
    ];
    const ids = {
      traceId: "5B8EFFF798038103D269B633813FC60C",
      spanId: "EEE19B7EC3C1B174",
      parentSpanId: "EEE19B7EC3C1B173",
    };
    const times = { startTimeUnixNano: "1544712660000000000", endTimeUnixNano: "1544712661000000000" };
    const spans = [{ ...ids, ...times, name: "I'm a server span", kind: 2, attributes }];
    expect(
      read("traces", { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: "my.library" }, spans }] }] }).events,
    ).toEqual([
      {
        ...{
          model: "my.service",
          at: 1_544_712_661_000,
          latencyMs: 1000,
          operation: "chat",
          inputTokens: 90071992547409931,
        },
        ...{ id: "5b8efff798038103d269b633813fc60c:eee19b7ec3c1b174", features: { list: '[1,{"k":null}]' } },
      },
    ]);
  });

  it("leaves the specification's log record, and reads an operation's details with the id of its span", () => {
    const plain = {
      timeUnixNano: "1544712660300000000",
      severityNumber: 10,
      severityText: "Information",
      body: { stringValue: "Example" },
    };
    const details = {
      ...{ observedTimeUnixNano: "1544712660300000000", eventName: "gen_ai.client.inference.operation.details" },
      ...{ traceId: "5b8efff798038103d269b633813fc60c", spanId: "eee19b7ec3c1b174" },
    };
    const decoded = read("logs", { resourceLogs: [{ resource, scopeLogs: [{ logRecords: [plain, details] }] }] });
    expect(decoded.ignored).toBe(1);
    expect(decoded.events).toEqual([
      { model: "my.service", at: 1_544_712_660_300, id: "5b8efff798038103d269b633813fc60c:eee19b7ec3c1b174" },
    ]);
  });
});
