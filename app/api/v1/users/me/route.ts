import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { readMe } from "@/lib/people/queries/read-me.ts";
import { updateProfile } from "@/lib/people/commands/update-profile.ts";

export const GET = queryRoute(readMe);
export const PATCH = commandRoute(updateProfile);
