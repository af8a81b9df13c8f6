import { queryRoute } from "@/lib/http/route.ts";
import { readVersion } from "@/lib/threats/review/queries/read-version.ts";

export const GET = queryRoute(readVersion);
