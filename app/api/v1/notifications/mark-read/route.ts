import { commandRoute } from "@/lib/http/route.ts";
import { markNotificationsRead } from "@/lib/work/commands/mark-notifications-read.ts";

export const POST = commandRoute(markNotificationsRead);
