import { commandRoute } from "@/lib/http/route.ts";
import { cancelTask } from "@/lib/work/commands/cancel-task.ts";

export const POST = commandRoute(cancelTask);
