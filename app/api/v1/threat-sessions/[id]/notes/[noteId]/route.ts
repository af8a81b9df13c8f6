import { commandRoute } from "@/lib/http/route.ts";
import { closeNote } from "@/lib/threats/sessions/commands/close-note.ts";

export const POST = commandRoute(closeNote);
