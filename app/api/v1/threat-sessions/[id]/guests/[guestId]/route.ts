import { commandRoute } from "@/lib/http/route.ts";
import { admitGuest } from "@/lib/threats/sessions/commands/admit-guest.ts";

export const POST = commandRoute(admitGuest);
