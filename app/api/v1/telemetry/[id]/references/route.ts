import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { proposeReference } from "@/lib/telemetry/commands/propose-reference.ts";
import { listReferences } from "@/lib/telemetry/queries/list-references.ts";

export const GET = queryRoute(listReferences);
export const POST = commandRoute(proposeReference, { status: 201 });
