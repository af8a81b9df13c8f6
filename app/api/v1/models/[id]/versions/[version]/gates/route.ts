import { queryRoute } from "@/lib/http/route.ts";
import { readVersionGates } from "@/lib/lifecycle/queries/read-version-gates.ts";

export const GET = queryRoute(readVersionGates);
