import { commandRoute } from "@/lib/http/route.ts";
import { disableUser } from "@/lib/people/commands/disable-user.ts";

export const POST = commandRoute(disableUser);
