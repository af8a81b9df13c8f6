import { createRequire } from "node:module";

interface Serializer<Request> {
  serializeRequest(request: Request): Uint8Array | undefined;
  deserializeResponse(bytes: Uint8Array): unknown;
}

type Serializers = Record<`${"Protobuf" | "Json"}${"Metrics" | "Logs" | "Trace"}Serializer`, Serializer<unknown>>;

const ofExporter = createRequire(
  createRequire(import.meta.url).resolve("@opentelemetry/exporter-trace-otlp-proto/package.json"),
);

/** What the exporters of the OpenTelemetry SDK write requests and read answers with. */
export const sdkSerializers = ofExporter("@opentelemetry/otlp-transformer") as Serializers;

/** The same request in both encodings, as the SDK sends it. */
export function bothEncodings(signal: "Metrics" | "Logs" | "Trace", request: unknown) {
  return (["protobuf", "json"] as const).map((encoding) => {
    const { serializeRequest } = sdkSerializers[`${encoding === "json" ? "Json" : "Protobuf"}${signal}Serializer`];
    const bytes = serializeRequest(request);
    if (bytes === undefined) throw new Error("the SDK wrote nothing");
    return { encoding, bytes };
  });
}
