import { queryRoute } from "@/lib/http/route.ts";
import { listCheckpoints } from "@/lib/transparency/queries/list-checkpoints.ts";

export const GET = queryRoute(listCheckpoints);
