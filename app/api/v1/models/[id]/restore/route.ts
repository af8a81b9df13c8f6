import { commandRoute } from "@/lib/http/route.ts";
import { restoreModel } from "@/lib/inventory/commands/restore-model.ts";

export const POST = commandRoute(restoreModel);
