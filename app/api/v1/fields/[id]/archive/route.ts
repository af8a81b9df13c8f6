import { commandRoute } from "@/lib/http/route.ts";
import { archiveField } from "@/lib/fields/commands/archive-field.ts";

export const POST = commandRoute(archiveField);
