import { commandRoute } from "@/lib/http/route.ts";
import { commentThreat } from "@/lib/threats/register/commands/comment-threat.ts";

export const POST = commandRoute(commentThreat, { status: 201 });
