import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { addTrustKey } from "@/lib/signing/commands/add-trust-key.ts";
import { listTrustKeys } from "@/lib/signing/queries/list-trust-keys.ts";

export const GET = queryRoute(listTrustKeys);
export const POST = commandRoute(addTrustKey, { status: 201 });
