import { newId } from "../../kernel/ids.ts";
import { type RouteHandler } from "../route.ts";
import { jsonAnswer, toResponse } from "./ingest-format.ts";
import { mlflowLogRoutes } from "./mlflow-log.ts";
import { mlflowRunRoutes } from "./mlflow-runs.ts";

const routes: ReadonlyMap<string, RouteHandler> = new Map(Object.entries({ ...mlflowRunRoutes, ...mlflowLogRoutes }));

/** `/mlflow/api/2.0/mlflow/{call}`: what an MLflow client calls while it logs; everything else is not there. */
export const mlflowRoute: RouteHandler = async (request, context) => {
  const { call = [] } = (await context.params) ?? {};
  const asked = `${request.method} ${Array.isArray(call) ? call.join("/") : call}`;
  const route = routes.get(asked);
  if (route !== undefined) return route(request, { params: Promise.resolve({}) });
  const message = "Modelkeep takes in what MLflow's clients log; it answers no other calls of theirs.";
  const response = toResponse(jsonAnswer(404, { error_code: "ENDPOINT_NOT_FOUND", message }));
  response.headers.set("x-request-id", newId());
  return response;
};
