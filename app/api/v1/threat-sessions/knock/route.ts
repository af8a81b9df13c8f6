import { knockRoute } from "@/lib/http/guest-routes.ts";

export const POST = knockRoute;
