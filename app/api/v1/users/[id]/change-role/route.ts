import { commandRoute } from "@/lib/http/route.ts";
import { changeRole } from "@/lib/people/commands/change-role.ts";

export const POST = commandRoute(changeRole);
