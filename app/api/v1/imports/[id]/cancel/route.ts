import { commandRoute } from "@/lib/http/route.ts";
import { cancelImport } from "@/lib/imports/runs.ts";

export const POST = commandRoute(cancelImport);
