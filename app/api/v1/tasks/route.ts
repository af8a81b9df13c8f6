import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { listTasks } from "@/lib/work/queries/list-tasks.ts";
import { createTask } from "@/lib/work/commands/create-task.ts";

export const GET = queryRoute(listTasks);
export const POST = commandRoute(createTask, { status: 201 });
