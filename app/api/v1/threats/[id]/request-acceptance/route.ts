import { commandRoute } from "@/lib/http/route.ts";
import { requestAcceptance } from "@/lib/threats/register/commands/request-acceptance.ts";

export const POST = commandRoute(requestAcceptance);
