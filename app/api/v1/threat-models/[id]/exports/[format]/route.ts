import { exportThreatModelRoute } from "@/lib/http/export-route.ts";

export const GET = exportThreatModelRoute;
