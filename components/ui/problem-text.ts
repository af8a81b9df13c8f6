/** What the screen says about a failed request. */
export interface ProblemText {
  title: string;
  explanation: string;
  requestId: string | undefined;
}

const explanations: Record<number, string> = {
  401: "Your session has ended. Sign in again; what you typed stays on this page until you leave it.",
  403: "You may not do this with your role. Nothing was changed.",
  404: "It does not exist, or it belongs to another organization.",
  409: "Somebody changed it in the meantime. Nothing was overwritten.",
  413: "What you sent is too large. Nothing was changed.",
  429: "Too many requests in a short time. Wait a moment and try again.",
  503: "The server is starting or its database is not reachable. Nothing was changed; try again in a moment.",
};

function textOf(error: object, key: string): string | undefined {
  const value: unknown = key in error ? Reflect.get(error, key) : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * Turns whatever a request threw into words. Reads `title`, `detail`, `status` and `requestId` of a problem (RFC 9457)
 * where there are any; a failed connection and an unknown error get words of their own.
 */
export function describeProblem(error: unknown): ProblemText {
  const unknown = { title: "Something went wrong", explanation: "Nothing was changed. Try again.", requestId: undefined };
  if (typeof error !== "object" || error === null) return unknown;
  const status: unknown = "status" in error ? error.status : undefined;
  if (typeof status !== "number") {
    if (!(error instanceof TypeError)) return unknown;
    return { ...unknown, title: "The server did not answer", explanation: "Check the connection, then try again." };
  }
  return {
    title: textOf(error, "title") ?? unknown.title,
    explanation: textOf(error, "detail") ?? explanations[status] ?? unknown.explanation,
    requestId: textOf(error, "requestId"),
  };
}
