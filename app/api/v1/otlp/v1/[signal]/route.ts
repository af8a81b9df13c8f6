import { sendOtlpRoute } from "@/lib/http/telemetry/otlp-route.ts";

export const POST = sendOtlpRoute;
