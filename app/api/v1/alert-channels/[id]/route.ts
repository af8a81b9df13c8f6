import { updateChannel } from "@/lib/alerts/commands/update-channel.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const PATCH = commandRoute(updateChannel);
