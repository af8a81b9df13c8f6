import { commandRoute } from "@/lib/http/route.ts";
import { verifyArtifactSignature } from "@/lib/signing/commands/verify-signature.ts";

export const POST = commandRoute(verifyArtifactSignature);
