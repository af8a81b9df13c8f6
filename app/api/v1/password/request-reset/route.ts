import { commandRoute } from "@/lib/http/route.ts";
import { requestReset } from "@/lib/people/commands/request-reset.ts";

export const POST = commandRoute(requestReset);
