import { commandRoute } from "@/lib/http/route.ts";
import { enableUser } from "@/lib/people/commands/enable-user.ts";

export const POST = commandRoute(enableUser);
