import { commandRoute } from "@/lib/http/route.ts";
import { approveWaiver } from "@/lib/lifecycle/commands/approve-waiver.ts";

export const POST = commandRoute(approveWaiver);
