import { readinessResponse } from "@/lib/http/readiness.ts";

export const dynamic = "force-dynamic";

export const GET = readinessResponse;
