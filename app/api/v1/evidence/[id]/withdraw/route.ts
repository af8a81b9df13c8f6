import { commandRoute } from "@/lib/http/route.ts";
import { withdrawEvidence } from "@/lib/evidence/commands/withdraw-evidence.ts";

export const POST = commandRoute(withdrawEvidence);
