import { sendWindowsRoute } from "@/lib/http/telemetry/own-routes.ts";

export const POST = sendWindowsRoute;
