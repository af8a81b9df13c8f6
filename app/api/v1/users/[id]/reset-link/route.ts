import { commandRoute } from "@/lib/http/route.ts";
import { createResetLink } from "@/lib/people/commands/create-reset-link.ts";

export const POST = commandRoute(createResetLink);
