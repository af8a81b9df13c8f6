import { commandRoute } from "@/lib/http/route.ts";
import { importDoor } from "@/lib/import-door.ts";

export const POST = commandRoute(importDoor.refresh);
