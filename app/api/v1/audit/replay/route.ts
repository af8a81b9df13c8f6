import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { replayCheck } from "@/lib/registry.ts";
import { readReplayRun } from "@/lib/trail/queries/read-replay-run.ts";

export const GET = queryRoute(readReplayRun);
export const POST = commandRoute(replayCheck.requestReplay, { status: 202 });
