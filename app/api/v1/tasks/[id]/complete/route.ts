import { commandRoute } from "@/lib/http/route.ts";
import { completeTask } from "@/lib/work/commands/complete-task.ts";

export const POST = commandRoute(completeTask);
