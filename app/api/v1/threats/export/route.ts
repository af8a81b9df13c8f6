import { exportThreatsRoute } from "@/lib/http/threat-routes.ts";

export const POST = exportThreatsRoute;
