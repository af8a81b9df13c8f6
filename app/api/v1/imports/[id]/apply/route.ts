import { applyImportRoute } from "@/lib/http/import-routes.ts";

export const POST = applyImportRoute;
