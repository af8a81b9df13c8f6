import { commandRoute } from "@/lib/http/route.ts";
import { updateWitness } from "@/lib/transparency/commands/update-witness.ts";

export const PATCH = commandRoute(updateWitness);
