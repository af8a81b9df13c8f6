import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { readOrganization } from "@/lib/people/queries/read-organization.ts";
import { updateOrganization } from "@/lib/people/commands/update-organization.ts";

export const GET = queryRoute(readOrganization);
export const PATCH = commandRoute(updateOrganization);
