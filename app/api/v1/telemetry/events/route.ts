import { sendEventsRoute } from "@/lib/http/telemetry/own-routes.ts";

export const POST = sendEventsRoute;
