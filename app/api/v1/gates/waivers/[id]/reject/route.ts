import { commandRoute } from "@/lib/http/route.ts";
import { rejectWaiver } from "@/lib/lifecycle/commands/reject-waiver.ts";

export const POST = commandRoute(rejectWaiver);
