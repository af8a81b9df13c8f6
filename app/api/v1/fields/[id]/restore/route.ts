import { commandRoute } from "@/lib/http/route.ts";
import { restoreField } from "@/lib/fields/commands/restore-field.ts";

export const POST = commandRoute(restoreField);
