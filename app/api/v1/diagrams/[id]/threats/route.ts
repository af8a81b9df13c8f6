import { queryRoute } from "@/lib/http/route.ts";
import { readRoomThreats } from "@/lib/threats/queries/read-room-threats.ts";

export const GET = queryRoute(readRoomThreats);
