import { commandRoute } from "@/lib/http/route.ts";
import { showVote } from "@/lib/threats/sessions/commands/show-vote.ts";

export const POST = commandRoute(showVote);
