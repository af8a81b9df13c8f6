import { commandRoute } from "@/lib/http/route.ts";
import { discardBatch } from "@/lib/telemetry/commands/discard-batch.ts";

export const POST = commandRoute(discardBatch);
