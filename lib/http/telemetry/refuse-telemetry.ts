import { isDatabaseTrouble } from "../../kernel/database-trouble.ts";
import { AppError } from "../../kernel/errors.ts";
import { problemResponse } from "../problem.ts";
import { toResponse, type IngestFormat } from "./ingest-format.ts";

const AWAY_S = 5;

/** What a database that is away means to a sender: try again, and when. Everything else stays as it is. */
function retriable(error: unknown): unknown {
  if (error instanceof AppError) {
    if (error.code !== "unavailable" || error.extra["retryAfterSeconds"] !== undefined) return error;
    return new AppError("unavailable", error.message, { extra: { retryAfterSeconds: AWAY_S }, cause: error });
  }
  if (!isDatabaseTrouble(error)) return error;
  return new AppError("unavailable", "The database is busy or away. Nothing was stored; try again.", {
    extra: { retryAfterSeconds: AWAY_S },
    cause: error,
  });
}

/**
 * How a format answers what failed: in its own way, with Retry-After where trying again helps; problem+json where it has none,
 * and for faults of ours, which are logged.
 */
export function refuseTelemetry(failure: IngestFormat["failure"]) {
  return (error: unknown, request: Request, requestId: string): Response => {
    const known = retriable(error);
    if (failure === undefined || !(known instanceof AppError) || known.code === "internal") {
      return problemResponse(known, requestId);
    }
    const response = toResponse(failure(known, request));
    response.headers.set("x-request-id", requestId);
    const wait = known.extra["retryAfterSeconds"];
    if (typeof wait === "number") response.headers.set("retry-after", String(Math.max(1, Math.ceil(wait))));
    return response;
  };
}
