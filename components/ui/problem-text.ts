/** What the screen says about a failed request. */
export interface ProblemText {
  title: string;
  explanation: string;
  requestId: string | undefined;
}

const nothingChanged = "Nothing was changed.";
const explanations: Record<number, string> = {
  401: "Your session has ended. Sign in again in another tab; what you typed stays here until you leave this page.",
  409: `${nothingChanged} Reload to see the newer version.`,
  429: `${nothingChanged} Wait a moment, then try again.`,
  500: "What you sent may not have been saved. Try again; if it stays, give the request id to your administrator.",
  503: `${nothingChanged} The server is starting or cannot reach its database. Try again in a moment.`,
};

/** The problem (RFC 9457) inside whatever a request threw: under `problem`, or the thrown object itself; else undefined. */
export function problemOf(error: unknown): Record<string, unknown> | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const inner: unknown = "problem" in error ? error.problem : error;
  if (typeof inner !== "object" || inner === null || !("status" in inner)) return undefined;
  return { ...inner };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * Turns whatever a request threw into words: `title`, `detail` and `requestId` of a problem where there is one; a failed
 * connection and an unknown error get words of their own.
 */
export function describeProblem(error: unknown): ProblemText {
  const problem = problemOf(error);
  if (problem !== undefined) {
    const usual = explanations[Number(problem["status"])] ?? nothingChanged;
    return {
      title: textOf(problem["title"]) ?? "The request was refused",
      explanation: textOf(problem["detail"]) ?? usual,
      requestId: textOf(problem["requestId"]),
    };
  }
  if (error instanceof TypeError) {
    return {
      title: "The server did not answer",
      explanation: "Check the connection, then try again.",
      requestId: undefined,
    };
  }
  return { title: "Something went wrong", explanation: "Reload the page and try again.", requestId: undefined };
}
