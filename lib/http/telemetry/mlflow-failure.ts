import { mlflowMissing, mlflowRefusal } from "../../interop/telemetry/mlflow/mlflow-answer.ts";
import { errorStatus, type AppError, type ErrorCode } from "../../kernel/errors.ts";
import { jsonAnswer, type IngestAnswer } from "./ingest-format.ts";

/** MLflow's own codes, which its clients decide by. */
const CODES: Readonly<Partial<Record<ErrorCode, string>>> = {
  unauthenticated: "UNAUTHENTICATED",
  forbidden: "PERMISSION_DENIED",
  rate_limited: "REQUEST_LIMIT_EXCEEDED",
  unavailable: "TEMPORARILY_UNAVAILABLE",
};

/** What failed, as MLflow's server says it: `{error_code, message}`. */
export function mlflowFailure({ code, message, errors }: AppError): IngestAnswer {
  const own = CODES[code];
  if (own !== undefined) return jsonAnswer(errorStatus[code], { error_code: own, message });
  if (code === "not_found") return jsonAnswer(404, { error_code: "RESOURCE_DOES_NOT_EXIST", message });
  const place = errors[0]?.path ?? "";
  return jsonAnswer(errorStatus[code], mlflowRefusal({ code: "malformed", message, place }));
}

/** That an experiment or run is not there; the client then makes it. */
export function mlflowAbsent(kind: "experiment" | "run", name: string): IngestAnswer {
  return jsonAnswer(404, mlflowMissing(kind, name));
}
