import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { updateModel } from "@/lib/inventory/commands/update-model.ts";
import { readModel } from "@/lib/inventory/queries/read-model.ts";

export const GET = queryRoute(readModel);
export const PATCH = commandRoute(updateModel);
