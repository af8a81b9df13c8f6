import { queryRoute } from "@/lib/http/route.ts";
import { listEvidence } from "@/lib/evidence/queries/list-evidence.ts";

export const GET = queryRoute(listEvidence);
