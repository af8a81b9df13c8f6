import { commandRoute } from "@/lib/http/route.ts";
import { erasePayload } from "@/lib/trail/commands/erase-payload.ts";

export const POST = commandRoute(erasePayload);
