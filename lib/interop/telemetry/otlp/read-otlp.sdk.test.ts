import type { Attributes as SdkAttributes } from "@opentelemetry/api";
import { SeverityNumber } from "@opentelemetry/api-logs";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import {
  AggregationTemporality,
  AggregationType,
  InMemoryMetricExporter,
  MeterProvider,
} from "@opentelemetry/sdk-metrics";
import { PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { describe, expect, it } from "vitest";
import type { DecodedTelemetry } from "../record.ts";
import type { OtlpSignal } from "./parts.ts";
import { readOtlp } from "./read-otlp.ts";
import { bothEncodings } from "./testing/sdk-serializers.ts";

const resource = resourceFromAttributes({
  "service.name": "fraud",
  "service.version": "4",
  "service.instance.id": "pod-1",
});
const SUBJECT = { model: "fraud", version: "4", source: "pod-1 scope" };

/** What is read of a request, which must be the same in both encodings. */
function readBoth(signal: OtlpSignal, request: unknown): DecodedTelemetry {
  const names = { metrics: "Metrics", logs: "Logs", traces: "Trace" } as const;
  const [protobuf, json] = bothEncodings(names[signal], request).map(({ encoding, bytes }) => {
    const reading = readOtlp({ signal, encoding, bytes });
    if (!reading.ok) throw new Error(reading.problem.message);
    return reading.decoded;
  });
  expect(json).toEqual(protobuf);
  return protobuf!;
}

async function metricsOf(temporality: AggregationTemporality, record: (provider: MeterProvider) => void) {
  const exporter = new InMemoryMetricExporter(temporality);
  const exponential = { type: AggregationType.EXPONENTIAL_HISTOGRAM, options: { maxSize: 20 } } as const;
  const provider = new MeterProvider({
    resource,
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
    views: [{ instrumentName: "exponential", aggregation: exponential }],
  });
  record(provider);
  await provider.forceFlush();
  const [batch] = exporter.getMetrics();
  await provider.shutdown();
  return readBoth("metrics", batch);
}

describe("readOtlp with metrics of the SDK", () => {
  const record = (provider: MeterProvider) => {
    const meter = provider.getMeter("scope");
    meter.createCounter("requests", { unit: "{request}" }).add(3, { code: 200, "gen_ai.request.model": "gpt-4o" });
    meter.createCounter("bytes").add(2 ** 40 + 0.5);
    meter.createUpDownCounter("queue").add(-4);
    meter.createGauge("temperature").record(21.5, { room: 'the "big" one' });
    const histogram = meter.createHistogram("latency", { unit: "ms", advice: { explicitBucketBoundaries: [10, 100] } });
    const exponential = meter.createHistogram("exponential");
    for (const value of [5, 10, 70, 800]) histogram.record(value);
    for (const value of [0, 1, 1.5, 4, 1000]) exponential.record(value);
  };

  it("reads every kind, cumulative", async () => {
    const { measures, rejected } = await metricsOf(AggregationTemporality.CUMULATIVE, record);
    expect(rejected).toEqual([]);
    const byName = Object.fromEntries(measures.map((measure) => [measure.name, measure]));
    const startedAt = expect.any(Number) as number;
    expect(byName['requests{code="200"}']).toEqual({
      ...{ model: "gpt-4o", source: "pod-1 scope", unit: "{request}", at: expect.any(Number) as number },
      ...{ name: 'requests{code="200"}', value: { kind: "total", value: 3, startedAt } },
    });
    expect(byName.bytes).toMatchObject({ ...SUBJECT, value: { kind: "total", value: 2 ** 40 + 0.5 } });
    expect(byName.queue?.value).toEqual({ kind: "gauge", value: -4 });
    expect(byName['temperature{room="the \\"big\\" one"}']?.value).toEqual({ kind: "gauge", value: 21.5 });
    expect(byName.latency).toMatchObject({ unit: "ms" });
    const explicit = { kind: "histogram", cumulative: true, startedAt, count: 4, sum: 885, min: 5, max: 800 };
    const buckets = [
      [null, 10, 2],
      [10, 100, 1],
      [100, null, 1],
    ];
    expect(byName.latency?.value).toEqual({ ...explicit, buckets });
  });

  it("reads exponential histograms so that each value lies in its bucket", async () => {
    const { measures } = await metricsOf(AggregationTemporality.CUMULATIVE, record);
    const value = measures.find(({ name }) => name === "exponential")?.value;
    if (value?.kind !== "histogram") throw new Error("no histogram");
    expect(value).toMatchObject({ count: 5, sum: 1006.5, min: 0, max: 1000 });
    const inside = [0, 1, 1.5, 4, 1000].map((one) =>
      value.buckets.findIndex(([low, high]) => low! < one && one <= high!),
    );
    expect(inside).toEqual([0, 1, 2, 3, 4]);
    expect(value.buckets.map(([, , count]) => count)).toEqual([1, 1, 1, 1, 1]);
  });

  it("reads increments", async () => {
    const { measures } = await metricsOf(AggregationTemporality.DELTA, record);
    expect(measures.find(({ name }) => name === "bytes")?.value).toEqual({ kind: "delta", value: 2 ** 40 + 0.5 });
    expect(measures.find(({ name }) => name === "latency")?.value).toMatchObject({ cumulative: false, count: 4 });
  });
});

describe("readOtlp with spans of the SDK", () => {
  const spans = (write: (tracer: ReturnType<BasicTracerProvider["getTracer"]>) => void) => {
    const exporter = new InMemorySpanExporter();
    const provider = new BasicTracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor(exporter)] });
    write(provider.getTracer("scope"));
    return { decoded: readBoth("traces", exporter.getFinishedSpans()), spans: exporter.getFinishedSpans() };
  };

  it("makes events of GenAI spans, with what happened to them, and counts the others", () => {
    const { decoded, spans: sent } = spans((tracer) => {
      const attributes: SdkAttributes = {
        ...{ "gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-4o" },
        ...{ "gen_ai.usage.input_tokens": 120, "gen_ai.usage.output_tokens": 40, "user.id": "ada" },
        ...{ "gen_ai.conversation.id": "c1", "gen_ai.response.finish_reasons": ["stop", "content_filter"] },
        ...{ "gen_ai.input.messages": '[{"role":"user","parts":[{"type":"text","content":"Grüße"}]}]' },
      };
      const span = tracer.startSpan("chat gpt-4o", { attributes, startTime: [1_700_000_000, 250_000_000] });
      span.addEvent("gen_ai.security.finding", { "gen_ai.security.risk.finding": "prompt_injection" });
      span.addEvent("gen_ai.content.prompt", { "gen_ai.prompt": "secret words" });
      span.recordException(Object.assign(new Error("late"), { name: "TimeoutError" }));
      span.setStatus({ code: 2, message: "late" });
      span.end([1_700_000_001, 750_500_000]);
      tracer.startSpan("GET /").end();
    });
    const [span] = sent;
    expect(decoded).toMatchObject({ ignored: 1, rejected: [], measures: [] });
    expect(decoded.events).toEqual([
      {
        ...{
          model: "gpt-4o",
          at: 1_700_000_001_750,
          id: `${span!.spanContext().traceId}:${span!.spanContext().spanId}`,
        },
        ...{ client: "ada", operation: "chat", latencyMs: 1500.5, inputTokens: 120, outputTokens: 40, refused: true },
        ...{ error: "TimeoutError", flags: { injection: true } },
        input: '[{"role":"user","parts":[{"type":"text","content":"Grüße"}]}]',
      },
    ]);
    expect(JSON.stringify(decoded)).not.toContain("secret words");
  });
});

describe("readOtlp with logs of the SDK", () => {
  it("reads evaluations, findings and predictions, and leaves other records", () => {
    const exporter = new InMemoryLogRecordExporter();
    const provider = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter })] });
    const logger = provider.getLogger("scope");
    const timestamp: [number, number] = [1_700_000_000, 5_000_000];
    const emit = (eventName: string, attributes: Record<string, string | number>) =>
      logger.emit({ timestamp, eventName, attributes, severityNumber: SeverityNumber.INFO, body: { role: "user" } });
    emit("gen_ai.evaluation.result", { "gen_ai.evaluation.name": "toxicity", "gen_ai.evaluation.score.value": 0.25 });
    emit("gen_ai.security.finding", {
      ...{ "gen_ai.security.risk.finding": "sensitive_information_disclosure", "gen_ai.security.action.type": "block" },
      ...{ "gen_ai.security.external_finding_id": "F-1" },
    });
    emit("", { "modelkeep.prediction": "deny", "modelkeep.confidence": 0.75, "modelkeep.feature.age": 41 });
    emit("gen_ai.choice", { "gen_ai.system": "openai" });
    emit("", { "http.route": "/" });
    const decoded = readBoth("logs", exporter.getFinishedLogRecords());
    const at = 1_700_000_000_005;
    expect(decoded.measures).toEqual([
      { ...SUBJECT, at, name: "evaluation.toxicity", value: { kind: "gauge", value: 0.25 } },
    ]);
    const subject = { model: "fraud", version: "4", at };
    expect(decoded.events).toEqual([
      { ...subject, id: "F-1", operation: "run_guardrail", flags: { blocked: true, pii: true } },
      { ...subject, operation: "predict", prediction: "deny", confidence: 0.75, features: { age: 41 } },
    ]);
    expect(decoded.ignored).toBe(2);
  });
});
