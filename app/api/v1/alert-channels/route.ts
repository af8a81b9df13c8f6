import { addChannel } from "@/lib/alerts/commands/add-channel.ts";
import { listChannels } from "@/lib/alerts/queries/list-channels.ts";
import { commandRoute, queryRoute } from "@/lib/http/route.ts";

export const GET = queryRoute(listChannels);
export const POST = commandRoute(addChannel, { status: 201 });
