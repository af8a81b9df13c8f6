import { commandRoute } from "@/lib/http/route.ts";
import { revokeKey } from "@/lib/people/commands/revoke-key.ts";

export const POST = commandRoute(revokeKey);
