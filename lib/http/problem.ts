import { AppError, errorStatus } from "../kernel/errors.ts";
import { log } from "../log.ts";

/**
 * The one mapper from errors to `application/problem+json` (RFC 9457) with `code`, `requestId` and `errors`. Unknown
 * errors become `internal`: their text is hidden, their cause is logged here and nowhere else.
 */
export function problemResponse(error: unknown, requestId: string): Response {
  const known =
    error instanceof AppError ? error : new AppError("internal", "Something went wrong on our side.", { cause: error });
  if (known.code === "internal") log.error("unexpected error", { requestId, error: known.cause ?? known });
  const status = errorStatus[known.code];
  const body = {
    type: `/problems/${known.code.replaceAll("_", "-")}`,
    title: known.message,
    status,
    code: known.code,
    requestId,
    errors: known.errors,
    ...known.extra,
  };
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-request-id": requestId,
  });
  const wait = known.extra["retryAfterSeconds"];
  if (typeof wait === "number") headers.set("retry-after", String(Math.max(1, Math.ceil(wait))));
  return new Response(JSON.stringify(body), { status, headers });
}
