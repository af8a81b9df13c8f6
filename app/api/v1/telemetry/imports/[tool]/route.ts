import { importScoresRoute } from "@/lib/http/telemetry/import-scores-route.ts";

export const POST = importScoresRoute;
