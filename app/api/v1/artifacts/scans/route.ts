import { commandRoute } from "@/lib/http/route.ts";
import { recordScan } from "@/lib/signing/commands/record-scan.ts";

export const POST = commandRoute(recordScan, { status: 201 });
