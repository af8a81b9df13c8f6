import { queryRoute } from "@/lib/http/route.ts";
import { readEntryBytes } from "@/lib/trail/queries/read-entry-bytes.ts";

export const GET = queryRoute(readEntryBytes);
