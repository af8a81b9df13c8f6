import { commandRoute } from "@/lib/http/route.ts";
import { castVote } from "@/lib/threats/sessions/cast-vote.ts";

export const POST = commandRoute(castVote);
