import { entryProofRoute } from "@/lib/http/log-routes.ts";

export const GET = entryProofRoute;
