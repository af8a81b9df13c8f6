import { endSilence } from "@/lib/alerts/commands/end-silence.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(endSilence);
