import { mlflowRoute } from "@/lib/http/telemetry/mlflow-route.ts";

export const GET = mlflowRoute;
export const POST = mlflowRoute;
