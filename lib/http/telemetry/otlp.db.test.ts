import { gzipSync } from "node:zlib";
import { SeverityNumber } from "@opentelemetry/api-logs";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPMetricExporter as JsonMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPMetricExporter as ProtoMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sdkSerializers } from "../../interop/telemetry/otlp/testing/sdk-serializers.ts";
import { sendOtlpRoute } from "./otlp-route.ts";
import { serveRoute } from "./testing/serve-route.ts";
import { telemetryOrganization, type TelemetryOrganization } from "./testing/telemetry-organization.ts";

const resourceOf = (service: string, pod = "pod-1") =>
  resourceFromAttributes({ "service.name": service, "service.instance.id": pod });

describe("what the OpenTelemetry SDK exports", () => {
  let org: TelemetryOrganization;
  let headers: Record<string, string>;
  let server: Awaited<ReturnType<typeof serveRoute>>;
  const urlOf = (signal: string) => `${server.url}/v1/${signal}`;

  beforeAll(async () => {
    org = await telemetryOrganization();
    headers = { authorization: `Bearer ${await org.key()}` };
    server = await serveRoute(sendOtlpRoute, (path) => ({ signal: path.split("/").at(-1) ?? "" }));
  });
  afterAll(() => server.close());

  async function exportMetrics(exporter: PushMetricExporter, pod: string, service = "scorer"): Promise<void> {
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const provider = new MeterProvider({ resource: resourceOf(service, pod), readers: [reader] });
    const meter = provider.getMeter("test");
    meter.createGauge("queue.length").record(12);
    meter.createHistogram("latency", { advice: { explicitBucketBoundaries: [10, 100] } }).record(50);
    const counter = meter.createCounter("calls");
    counter.add(3);
    await provider.forceFlush();
    counter.add(4);
    await provider.forceFlush();
    await provider.shutdown();
  }

  it("counts metrics of both encodings, increments of each process", async () => {
    await exportMetrics(new ProtoMetricExporter({ url: urlOf("metrics"), headers }), "pod-1");
    await exportMetrics(new JsonMetricExporter({ url: urlOf("metrics"), headers }), "pod-2");
    expect(await org.fold()).toBeGreaterThanOrEqual(4);
    const counted = (await org.counted()).filter(({ kind }) => kind === "measure");
    expect(counted.map(({ name }) => name)).toEqual(["calls", "latency", "queue.length"]);
    const calls = counted.find(({ name }) => name === "calls");
    expect((calls?.n ?? 0) * (calls?.mean ?? 0)).toBeCloseTo(14);
    expect(counted.find(({ name }) => name === "latency")?.n).toBe(2);
    expect(counted.find(({ name }) => name === "queue.length")?.mean).toBe(12);
  });

  it("counts spans and logs of GenAI, once each, gzip or not", async () => {
    const exporter = new OTLPTraceExporter({ url: urlOf("traces"), headers, compression: "gzip" as never });
    const processor = new SimpleSpanProcessor(exporter);
    const tracer = new BasicTracerProvider({ resource: resourceOf("web"), spanProcessors: [processor] });
    for (let call = 0; call < 5; call += 1) {
      const attributes = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "scorer", "user.id": `u${call}` };
      tracer.getTracer("test").startSpan("chat scorer", { attributes }).end();
    }
    await tracer.forceFlush();
    await tracer.shutdown();
    const logs = new LoggerProvider({
      resource: resourceOf("scorer"),
      processors: [new SimpleLogRecordProcessor({ exporter: new OTLPLogExporter({ url: urlOf("logs"), headers }) })],
    });
    logs.getLogger("test").emit({
      eventName: "gen_ai.client.inference.operation.details",
      severityNumber: SeverityNumber.INFO,
      attributes: { "gen_ai.operation.name": "chat", "gen_ai.request.model": "scorer" },
    });
    await logs.forceFlush();
    await logs.shutdown();
    expect(await org.waiting()).toBe(6);
    await org.fold();
    expect((await org.counted()).find(({ kind }) => kind === "traffic")?.n).toBe(6);
  });

  const now = () => `${BigInt(Date.now()) * 1_000_000n}`;
  const metrics = (service: string) => ({
    resourceMetrics: [
      {
        resource: { attributes: [{ key: "service.name", value: { stringValue: service } }] },
        scopeMetrics: [
          {
            metrics: [{ name: `gauge.of.${service}`, gauge: { dataPoints: [{ asDouble: 2.5, timeUnixNano: now() }] } }],
          },
        ],
      },
    ],
  });
  const post = (body: BodyInit, type: string, more: Record<string, string> = {}, signal = "metrics") =>
    fetch(urlOf(signal), { method: "POST", body, headers: { ...headers, "content-type": type, ...more } });
  const json = (value: unknown, more?: Record<string, string>) => post(JSON.stringify(value), "application/json", more);

  it("counts a request that is sent again once, and answers as the first time, in its encoding", async () => {
    const body = JSON.stringify(metrics("scorer"));
    const [first, again] = [await json(JSON.parse(body)), await json(JSON.parse(body))];
    expect([first.status, again.status]).toEqual([200, 200]);
    expect([await first.text(), await again.text()]).toEqual(["{}", "{}"]);
    expect(first.headers.get("content-type")).toBe("application/json");
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    await org.fold();
    expect((await org.counted()).find(({ name }) => name === "gauge.of.scorer")).toMatchObject({ n: 1, mean: 2.5 });
    const packed = await post(gzipSync(body), "application/json", { "content-encoding": "gzip" });
    expect(packed.status).toBe(200);
  });

  it("says in a partial success what was not taken: a model that is not there, or another organization's", async () => {
    const other = await telemetryOrganization();
    const mixed = { resourceMetrics: [...metrics("scorer").resourceMetrics, ...metrics("nobody").resourceMetrics] };
    const answer = await json(mixed);
    expect(answer.status).toBe(200);
    const { partialSuccess } = (await answer.json()) as { partialSuccess: Record<string, string> };
    expect(partialSuccess).toMatchObject({ rejectedDataPoints: "1" });
    expect(partialSuccess["errorMessage"]).toContain('There is no model "nobody"');
    const foreign = await json(metrics(other.modelId));
    expect(await foreign.json()).toMatchObject({ partialSuccess: { rejectedDataPoints: "1" } });
    expect([await other.waiting(), await other.counted()]).toEqual([0, []]);
    const bytes = sdkSerializers.ProtobufMetricsSerializer.deserializeResponse(
      new Uint8Array(await (await post(new Uint8Array(0), "application/x-protobuf")).arrayBuffer()),
    );
    expect(bytes).toEqual({});
  });

  it("answers what fails with a status of gRPC in the request's encoding", async () => {
    const broken = await json("no batch");
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ code: 3, message: expect.any(String) as string });
    const garbage = await post(Buffer.from([0x0a, 0xff]), "application/x-protobuf");
    expect([garbage.status, garbage.headers.get("content-type")]).toEqual([400, "application/x-protobuf"]);
    expect(new Uint8Array(await garbage.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([0x08, 3]));
    const stranger = await json({}, { authorization: "Bearer mk_nobody" });
    expect([stranger.status, ((await stranger.json()) as { code: number }).code]).toEqual([401, 16]);
    const reader = await json({}, { authorization: `Bearer ${await org.key(["model:read"])}` });
    expect([reader.status, ((await reader.json()) as { code: number }).code]).toEqual([403, 7]);
    expect((await post("a=1", "application/x-www-form-urlencoded")).status).toBe(415);
    expect((await json({}, { "content-encoding": "br" })).status).toBe(415);
    expect((await post("{}", "application/json", {}, "profiles")).status).toBe(404);
    const bomb = gzipSync(Buffer.alloc(80 * 2 ** 20, 32));
    const refused = await post(bomb, "application/json", { "content-encoding": "gzip" });
    expect([refused.status, ((await refused.json()) as { code: number }).code]).toEqual([413, 3]);
  });
});
