import { queryRoute } from "@/lib/http/route.ts";
import { listImportFiles } from "@/lib/imports/queries/list-import-files.ts";

export const GET = queryRoute(listImportFiles);
