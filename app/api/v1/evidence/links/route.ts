import { commandRoute } from "@/lib/http/route.ts";
import { addLink } from "@/lib/evidence/commands/add-link.ts";

export const POST = commandRoute(addLink, { status: 201 });
