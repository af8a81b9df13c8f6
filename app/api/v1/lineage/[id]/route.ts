import { queryRoute } from "@/lib/http/route.ts";
import { readLineage } from "@/lib/lineage/queries/read-lineage.ts";

export const GET = queryRoute(readLineage);
