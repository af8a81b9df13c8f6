import { commandRoute } from "@/lib/http/route.ts";
import { releaseVersion } from "@/lib/inventory/versions/commands/release-version.ts";

export const POST = commandRoute(releaseVersion);
