import { commandRoute } from "@/lib/http/route.ts";
import { openSamples } from "@/lib/telemetry/commands/open-samples.ts";

export const POST = commandRoute(openSamples);
