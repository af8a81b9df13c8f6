import { commandRoute } from "@/lib/http/route.ts";
import { addDiagram } from "@/lib/threats/commands/add-diagram.ts";

export const POST = commandRoute(addDiagram, { status: 201 });
