import { commandRoute } from "@/lib/http/route.ts";
import { removeWitness } from "@/lib/transparency/commands/remove-witness.ts";

export const POST = commandRoute(removeWitness);
