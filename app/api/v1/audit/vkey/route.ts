import { queryRoute } from "@/lib/http/route.ts";
import { readLogKey } from "@/lib/transparency/queries/read-log-key.ts";

export const GET = queryRoute(readLogKey);
