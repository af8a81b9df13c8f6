import { cloudEventsRoute } from "@/lib/http/telemetry/cloud-events-route.ts";

export const POST = cloudEventsRoute;
