import { commandRoute } from "@/lib/http/route.ts";
import { openLink } from "@/lib/threats/sessions/commands/open-link.ts";
import { closeLink } from "@/lib/threats/sessions/commands/close-link.ts";

export const POST = commandRoute(openLink, { status: 201 });
export const DELETE = commandRoute(closeLink);
