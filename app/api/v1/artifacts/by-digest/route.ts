import { queryRoute } from "@/lib/http/route.ts";
import { findByDigest } from "@/lib/inventory/queries/find-by-digest.ts";

export const GET = queryRoute(findByDigest);
