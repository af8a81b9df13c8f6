import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { registerModel } from "@/lib/inventory/commands/register-model.ts";
import { listModels } from "@/lib/inventory/queries/list-models.ts";

export const GET = queryRoute(listModels);
export const POST = commandRoute(registerModel, { status: 201 });
