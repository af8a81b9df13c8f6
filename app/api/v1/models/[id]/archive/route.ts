import { commandRoute } from "@/lib/http/route.ts";
import { archiveModel } from "@/lib/inventory/commands/archive-model.ts";

export const POST = commandRoute(archiveModel);
