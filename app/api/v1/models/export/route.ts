import { exportModelsRoute } from "@/lib/http/export-route.ts";

export const POST = exportModelsRoute;
