import { commandRoute } from "@/lib/http/route.ts";
import { updateField } from "@/lib/fields/commands/update-field.ts";

export const PATCH = commandRoute(updateField);
