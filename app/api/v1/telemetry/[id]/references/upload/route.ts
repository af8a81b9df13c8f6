import { commandRoute } from "@/lib/http/route.ts";
import { uploadReference } from "@/lib/telemetry/commands/upload-reference.ts";

export const POST = commandRoute(uploadReference, { status: 201 });
