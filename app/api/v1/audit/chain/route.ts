import { queryRoute } from "@/lib/http/route.ts";
import { entityChain } from "@/lib/trail/queries/entity-chain.ts";

export const GET = queryRoute(entityChain);
