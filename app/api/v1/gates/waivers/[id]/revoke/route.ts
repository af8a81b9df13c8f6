import { commandRoute } from "@/lib/http/route.ts";
import { revokeWaiver } from "@/lib/lifecycle/commands/revoke-waiver.ts";

export const POST = commandRoute(revokeWaiver);
