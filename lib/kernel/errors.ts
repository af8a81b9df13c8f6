/** The closed set of error codes. Each has one HTTP status and one page. */
export const errorStatus = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid_input: 400,
  conflict: 409,
  precondition_failed: 412,
  rate_limited: 429,
  payload_too_large: 413,
  unsupported_media_type: 415,
  unprocessable: 422,
  unavailable: 503,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;

export type FieldError = { path: string; message: string; line?: number };

type ErrorDetails = {
  /** What is wrong, by field or place. */
  errors?: readonly FieldError[];
  /** Machine-readable extras for the client: the current record of a conflict, seconds to wait. */
  extra?: Record<string, unknown>;
  cause?: unknown;
};

/** An error that a person may see: `message` is plain words without secrets. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[];
  readonly extra: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.errors = details.errors ?? [];
    this.extra = details.extra ?? {};
  }
}

/** Throws `not_found`. Absent and hidden things answer alike, so that nobody learns what exists elsewhere. */
export function notFound(what: string): never {
  throw new AppError("not_found", `There is no such ${what}, or you may not see it.`);
}

/** Throws `invalid_input` for one field. */
export function invalid(path: string, message: string): never {
  throw new AppError("invalid_input", message, { errors: [{ path, message }] });
}
