import { queryRoute } from "@/lib/http/route.ts";
import { listOwnerChoices } from "@/lib/inventory/queries/list-owner-choices.ts";

export const GET = queryRoute(listOwnerChoices);
