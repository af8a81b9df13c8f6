import { acknowledgeAlert } from "@/lib/alerts/commands/acknowledge-alert.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(acknowledgeAlert);
