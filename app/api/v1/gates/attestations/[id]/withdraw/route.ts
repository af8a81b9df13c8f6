import { commandRoute } from "@/lib/http/route.ts";
import { withdrawAttestation } from "@/lib/lifecycle/commands/withdraw-attestation.ts";

export const POST = commandRoute(withdrawAttestation);
