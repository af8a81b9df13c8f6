import { queryRoute } from "@/lib/http/route.ts";
import { listImportRecords } from "@/lib/imports/queries/list-import-records.ts";

export const GET = queryRoute(listImportRecords);
