import { LangfuseSpanProcessor } from "@langfuse/otel";
import { setLangfuseTracerProvider, startObservation } from "@langfuse/tracing";
import { BasicTracerProvider } from "@opentelemetry/sdk-trace-base";
import { Langfuse } from "langfuse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RouteHandler } from "../route.ts";
import { langfuseRoute } from "./langfuse-route.ts";
import { sendOtlpRoute } from "./otlp-route.ts";
import { serveRoute } from "./testing/serve-route.ts";
import { telemetryOrganization, type TelemetryOrganization } from "./testing/telemetry-organization.ts";

const PLACE = "/api/v1/langfuse/api/public";

/** The two addresses that Langfuse's clients append to their base URL; everything else is not there. */
const langfuseRoutes: RouteHandler = async (request, context) => {
  const { pathname } = new URL(request.url);
  if (pathname === `${PLACE}/ingestion`) return langfuseRoute(request, context);
  if (pathname === `${PLACE}/otel/v1/traces`) return sendOtlpRoute(request, context);
  return new Response(null, { status: 404 });
};

describe("Langfuse's own clients, with nothing changed but the base URL", () => {
  let org: TelemetryOrganization;
  let client: { publicKey: string; secretKey: string; baseUrl: string };
  let server: Awaited<ReturnType<typeof serveRoute>>;

  beforeAll(async () => {
    org = await telemetryOrganization();
    server = await serveRoute(langfuseRoutes, () => ({ signal: "traces" }));
    client = { publicKey: "pk-lf-modelkeep", secretKey: await org.key(), baseUrl: `${server.url}/api/v1/langfuse` };
  });
  afterAll(() => server.close());

  const counted = async (kind: string) => (await org.counted()).filter((each) => each.kind === kind);

  it("are taken in over the ingestion endpoint: generations, usage and scores", async () => {
    const langfuse = new Langfuse({ ...client, flushAt: 100, flushInterval: 60_000 });
    const problems: unknown[] = [];
    langfuse.on("error", (problem: unknown) => problems.push(problem));
    const trace = langfuse.trace({ name: "chat", userId: "ada@example.org" });
    for (let turn = 0; turn < 3; turn += 1) {
      const generation = trace.generation({ name: "answer", model: "scorer", input: "How do I pay?" });
      generation.end({ output: "By card.", usage: { input: 12, output: 5 } });
    }
    trace.span({ name: "lookup" }).end();
    trace.score({ name: "helpfulness", value: 0.75 });
    await langfuse.shutdownAsync();
    expect(problems).toEqual([]);
    await org.fold();
    expect((await counted("traffic"))[0]?.n).toBe(3);
  });

  it("are taken in over OpenTelemetry, as the newer ones send", async () => {
    const before = (await counted("traffic"))[0]?.n ?? 0;
    const processor = new LangfuseSpanProcessor({ ...client, exportMode: "immediate" });
    const provider = new BasicTracerProvider({ spanProcessors: [processor] });
    setLangfuseTracerProvider(provider);
    for (let turn = 0; turn < 4; turn += 1) {
      const generation = startObservation(
        "answer",
        { model: "scorer", input: "How do I pay?", usageDetails: { input: 12, output: 5 } },
        { asType: "generation" },
      );
      generation.update({ output: "By card." }).end();
    }
    await provider.forceFlush();
    await provider.shutdown();
    setLangfuseTracerProvider(null);
    await org.fold();
    expect((await counted("traffic"))[0]?.n).toBe(before + 4);
  });
});
