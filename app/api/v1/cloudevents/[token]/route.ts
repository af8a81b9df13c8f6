import { cloudEventsWithTokenRoute } from "@/lib/http/telemetry/cloud-events-route.ts";

export const POST = cloudEventsWithTokenRoute;
