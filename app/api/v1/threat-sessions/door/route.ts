import { doorRoute } from "@/lib/http/guest-routes.ts";

export const GET = doorRoute;
