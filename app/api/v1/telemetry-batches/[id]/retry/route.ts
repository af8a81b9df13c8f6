import { commandRoute } from "@/lib/http/route.ts";
import { retryBatch } from "@/lib/telemetry/commands/retry-batch.ts";

export const POST = commandRoute(retryBatch);
