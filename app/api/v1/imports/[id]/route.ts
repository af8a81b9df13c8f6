import { previewImportRoute } from "@/lib/http/import-routes.ts";
import { queryRoute } from "@/lib/http/route.ts";
import { readImport } from "@/lib/imports/queries/read-import.ts";

export const GET = queryRoute(readImport);
/** Here `id` is the name of a format. */
export const POST = previewImportRoute;
