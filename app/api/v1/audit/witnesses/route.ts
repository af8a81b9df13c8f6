import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { addWitness } from "@/lib/transparency/commands/add-witness.ts";
import { listWitnesses } from "@/lib/transparency/queries/list-witnesses.ts";

export const GET = queryRoute(listWitnesses);
export const POST = commandRoute(addWitness, { status: 201 });
