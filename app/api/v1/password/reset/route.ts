import { resetPassword } from "@/lib/auth/commands/reset-password.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(resetPassword);
