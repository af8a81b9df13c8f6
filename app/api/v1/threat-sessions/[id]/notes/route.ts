import { commandRoute } from "@/lib/http/route.ts";
import { addNote } from "@/lib/threats/sessions/commands/add-note.ts";

export const POST = commandRoute(addNote, { status: 201 });
