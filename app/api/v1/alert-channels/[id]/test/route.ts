import { testChannel } from "@/lib/alerts/commands/test-channel.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(testChannel);
