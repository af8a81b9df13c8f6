import { queryRoute } from "@/lib/http/route.ts";
import { readBoard } from "@/lib/lifecycle/queries/read-board.ts";

export const GET = queryRoute(readBoard);
