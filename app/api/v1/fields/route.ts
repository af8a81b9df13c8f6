import { createField } from "@/lib/fields/commands/create-field.ts";
import { listFields } from "@/lib/fields/queries/list-fields.ts";
import { commandRoute, queryRoute } from "@/lib/http/route.ts";

export const GET = queryRoute(listFields);
export const POST = commandRoute(createField, { status: 201 });
