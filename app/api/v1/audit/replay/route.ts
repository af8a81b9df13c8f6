import { queryRoute } from "@/lib/http/route.ts";
import { readReplayRun } from "@/lib/trail/replay-check.ts";

export const GET = queryRoute(readReplayRun);
