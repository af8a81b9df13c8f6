import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { listThreatModels } from "@/lib/threats/queries/list-threat-models.ts";
import { createThreatModel } from "@/lib/threats/commands/create-threat-model.ts";

export const GET = queryRoute(listThreatModels);
export const POST = commandRoute(createThreatModel, { status: 201 });
