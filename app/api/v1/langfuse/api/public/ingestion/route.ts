import { langfuseRoute } from "@/lib/http/telemetry/langfuse-route.ts";

export const POST = langfuseRoute;
