import { logFileRoute } from "@/lib/http/log-routes.ts";

export const GET = logFileRoute;
