export interface SnippetFacts {
  /** The address of this installation, without a slash at its end. */
  readonly base: string;
  readonly slug: string;
}

export interface Snippet {
  readonly title: string;
  readonly code: string;
}

export interface Way {
  readonly id: string;
  readonly label: string;
  /** One sentence: for whom this is. */
  readonly words: string;
  readonly snippets: readonly Snippet[];
}

const KEY = "mk_…";

/** What every OpenTelemetry SDK reads by itself. */
function environment({ base, slug }: SnippetFacts): Way["snippets"][number] {
  return {
    title: "Environment",
    code: [
      `export OTEL_EXPORTER_OTLP_ENDPOINT="${base}/api/v1/otlp"`,
      `export OTEL_EXPORTER_OTLP_PROTOCOL="http/protobuf"`,
      `export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20$MODELKEEP_KEY"`,
      `export OTEL_RESOURCE_ATTRIBUTES="modelkeep.model=${slug}"`,
    ].join("\n"),
  };
}

function python(facts: SnippetFacts): Way {
  return {
    id: "python",
    label: "OpenTelemetry, Python",
    words:
      "For a service that is instrumented already: four variables and no line of code. Or ten lines where nothing is yet.",
    snippets: [
      environment(facts),
      {
        title: "predict.py",
        code: [
          "# pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http",
          "from opentelemetry import trace",
          "from opentelemetry.sdk.trace import TracerProvider",
          "from opentelemetry.sdk.trace.export import BatchSpanProcessor",
          "from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter",
          "",
          "provider = TracerProvider()",
          "provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))",
          "tracer = provider.get_tracer(__name__)",
          "",
          'with tracer.start_as_current_span("chat", attributes={',
          '    "gen_ai.operation.name": "chat",',
          '    "gen_ai.usage.input_tokens": 412,',
          '    "gen_ai.usage.output_tokens": 96,',
          "}):",
          "    answer = model.predict(question)",
        ].join("\n"),
      },
    ],
  };
}

function javascript(facts: SnippetFacts): Way {
  return {
    id: "javascript",
    label: "OpenTelemetry, JavaScript",
    words: "The same variables serve every OpenTelemetry SDK; here with Node.",
    snippets: [
      environment(facts),
      {
        title: "telemetry.mjs",
        code: [
          "// npm install @opentelemetry/sdk-node @opentelemetry/api",
          'import { NodeSDK } from "@opentelemetry/sdk-node";',
          'import { trace } from "@opentelemetry/api";',
          "",
          "new NodeSDK().start(); // reads the variables above",
          "",
          'const tracer = trace.getTracer("predict");',
          'await tracer.startActiveSpan("chat", async (span) => {',
          '  span.setAttributes({ "gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": 412 });',
          "  const answer = await model.predict(question);",
          "  span.end();",
          "  return answer;",
          "});",
        ].join("\n"),
      },
    ],
  };
}

function curl({ base, slug }: SnippetFacts): Way {
  return {
    id: "curl",
    label: "curl",
    words: "JSON over HTTP, one event or thousands: for anything that can send a request, and to try it now.",
    snippets: [
      {
        title: "One event",
        code: [
          `curl -sS "${base}/api/v1/telemetry/events" \\`,
          '  -H "Authorization: Bearer $MODELKEEP_KEY" \\',
          '  -H "Content-Type: application/json" \\',
          "  -d '[{",
          `    "ts": "'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'",`,
          `    "model": "${slug}",`,
          '    "version": "1.0",',
          '    "client": "checkout",',
          '    "prediction": "accept",',
          '    "confidence": 0.93,',
          '    "latency_ms": 41,',
          '    "features": {"amount": 42.5, "country": "DE"}',
          "  }]'",
        ].join("\n"),
      },
    ],
  };
}

function prometheus({ base, slug }: SnippetFacts): Way {
  return {
    id: "prometheus",
    label: "Prometheus",
    words: "For metrics that a Prometheus server scrapes already: it sends on what it has.",
    snippets: [
      {
        title: "prometheus.yml",
        code: [
          "remote_write:",
          `  - url: "${base}/api/v1/prometheus/write?model=${slug}"`,
          "    authorization:",
          "      type: Bearer",
          "      credentials_file: /etc/prometheus/modelkeep-key",
          "    write_relabel_configs:",
          "      - source_labels: [__name__]",
          '        regex: "model_.*|inference_.*"',
          "        action: keep",
        ].join("\n"),
      },
    ],
  };
}

function kserve({ base, slug }: SnippetFacts): Way {
  return {
    id: "kserve",
    label: "KServe",
    words:
      "KServe’s payload logger sends requests and answers as CloudEvents. It sets no header of its own, so a proxy of yours adds the key.",
    snippets: [
      {
        title: "inference-service.yaml",
        code: [
          "apiVersion: serving.kserve.io/v1beta1",
          "kind: InferenceService",
          "metadata:",
          `  name: ${slug}`,
          "spec:",
          "  predictor:",
          "    logger:",
          "      mode: all",
          `      url: ${base}/api/v1/cloudevents?model=${slug}`,
          "    model:",
          "      modelFormat:",
          "        name: sklearn",
        ].join("\n"),
      },
    ],
  };
}

function tools({ base, slug }: SnippetFacts): Way {
  return {
    id: "tools",
    label: "Langfuse and MLflow",
    words: `Their clients work unchanged when they get another address. Langfuse: the model of a generation is named ${slug}, or the key belongs to this model alone. MLflow: the experiment is named ${slug}.`,
    snippets: [
      {
        title: "Langfuse",
        code: [
          `export LANGFUSE_HOST="${base}/api/v1/langfuse"`,
          'export LANGFUSE_PUBLIC_KEY="modelkeep"',
          'export LANGFUSE_SECRET_KEY="$MODELKEEP_KEY"',
        ].join("\n"),
      },
      {
        title: "MLflow",
        code: [
          `export MLFLOW_TRACKING_URI="${base}/api/v1/mlflow"`,
          'export MLFLOW_TRACKING_TOKEN="$MODELKEEP_KEY"',
          `export MLFLOW_EXPERIMENT_NAME="${slug}"`,
        ].join("\n"),
      },
    ],
  };
}

/** All ways to connect, with the real address and the real name of the model. */
export function waysToConnect(facts: SnippetFacts): readonly Way[] {
  return [python, javascript, curl, prometheus, kserve, tools].map((way) => way(facts));
}

/** The line that puts the key where the snippets look for it. */
export const keySnippet: Snippet = { title: "Key", code: `export MODELKEEP_KEY="${KEY}"` };
