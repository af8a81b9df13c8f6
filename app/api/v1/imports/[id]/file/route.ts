import { importFileRoute } from "@/lib/http/import-routes.ts";

export const GET = importFileRoute;
