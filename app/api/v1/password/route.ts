import { changePassword } from "@/lib/auth/commands/change-password.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(changePassword);
