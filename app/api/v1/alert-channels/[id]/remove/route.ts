import { removeChannel } from "@/lib/alerts/commands/remove-channel.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(removeChannel);
