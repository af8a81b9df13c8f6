import { exportInventoryRoute } from "@/lib/http/export-route.ts";

export const GET = exportInventoryRoute;
