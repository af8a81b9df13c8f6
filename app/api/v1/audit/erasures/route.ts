import { commandRoute } from "@/lib/http/route.ts";
import { erasePerson } from "@/lib/registry.ts";

export const POST = commandRoute(erasePerson, { status: 201 });
