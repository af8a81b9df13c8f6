import { queryRoute } from "@/lib/http/route.ts";
import { previewErasure } from "@/lib/registry.ts";

export const GET = queryRoute(previewErasure);
