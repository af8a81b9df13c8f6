import { commandRoute } from "@/lib/http/route.ts";
import { openVote } from "@/lib/threats/sessions/commands/open-vote.ts";

export const POST = commandRoute(openVote, { status: 201 });
