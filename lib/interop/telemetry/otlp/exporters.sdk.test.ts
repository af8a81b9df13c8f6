import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPMetricExporter as JsonMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPMetricExporter as ProtobufMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OtlpSignal } from "./parts.ts";
import { readOtlp } from "./read-otlp.ts";
import { writeOtlpAnswer } from "./write-answer.ts";

const read: string[] = [];

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const signal = (request.url ?? "").slice("/v1/".length) as OtlpSignal;
    const encoding = request.headers["content-type"] === "application/json" ? "json" : "protobuf";
    const reading = readOtlp({ signal, encoding, bytes: Buffer.concat(chunks) });
    const { measures, events } = reading.ok ? reading.decoded : { measures: [], events: [] };
    read.push(
      `${signal} ${encoding}: ${[...measures.map(({ name }) => name), ...events.map(({ operation }) => operation)].join()}`,
    );
    const answer = writeOtlpAnswer({ signal, encoding, rejected: 1, message: "One was too old." });
    response.writeHead(200, { "content-type": answer.contentType }).end(answer.body);
  });
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => server.close());

const address = (signal: OtlpSignal) => ({
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/${signal}`,
});

describe("the exporters of the OpenTelemetry SDK", () => {
  it("send what is read, over HTTP, in their own encodings", async () => {
    for (const exporter of [
      new JsonMetricExporter(address("metrics")),
      new ProtobufMetricExporter(address("metrics")),
    ]) {
      const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
      provider.getMeter("scope").createCounter("requests").add(1);
      await provider.shutdown();
    }
    const tracers = new BasicTracerProvider({
      spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter(address("traces")))],
    });
    tracers
      .getTracer("scope")
      .startSpan("chat", { attributes: { "gen_ai.operation.name": "chat" } })
      .end();
    await tracers.shutdown();
    const exporter = new OTLPLogExporter(address("logs"));
    const loggers = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
    loggers.getLogger("scope").emit({ attributes: { "modelkeep.prediction": 1 } });
    await loggers.shutdown();
    expect(read).toEqual([
      "metrics json: requests",
      "metrics protobuf: requests",
      "traces protobuf: chat",
      "logs json: predict",
    ]);
  });
});
