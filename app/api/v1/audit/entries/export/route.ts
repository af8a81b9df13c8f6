import { exportTrailRoute } from "@/lib/http/export-trail-route.ts";

export const POST = exportTrailRoute;
