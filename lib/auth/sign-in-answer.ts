import { AppError } from "../kernel/errors.ts";
import { log } from "../log.ts";

/**
 * How a failed sign-in travels through next-auth, which passes on one short text: a word of a closed set, for rate limits
 * with the seconds to wait behind a dot.
 */
export function failureWord(error: unknown): string {
  if (!(error instanceof AppError)) {
    log.error("sign-in failed", { error });
    return "failed";
  }
  const signOn = error.extra["signOn"];
  if (typeof signOn === "string") return signOn;
  if (error.extra["codeRequired"] === true) return "code_required";
  if (error.extra["wrongCode"] === true) return "wrong_code";
  if (error.code === "rate_limited") return `rate_limited.${String(error.extra["retryAfterSeconds"])}`;
  if (error.code === "unauthenticated" || error.code === "invalid_input") return "wrong";
  if (error.code === "not_found" || error.code === "conflict") return "not_possible";
  if (error.code === "precondition_failed") return "confirm_first";
  return error.code === "unavailable" ? "unavailable" : "failed";
}
