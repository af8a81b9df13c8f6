import { addSilence } from "@/lib/alerts/commands/add-silence.ts";
import { listSilences } from "@/lib/alerts/queries/list-silences.ts";
import { commandRoute, queryRoute } from "@/lib/http/route.ts";

export const GET = queryRoute(listSilences);
export const POST = commandRoute(addSilence, { status: 201 });
