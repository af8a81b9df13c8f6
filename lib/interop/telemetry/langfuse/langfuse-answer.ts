import type { RejectedRecord, UnreadableTelemetry } from "../record.ts";
import type { DecodedLangfuse } from "./read-langfuse.ts";

/** The body of an answer with status 207, as Langfuse's clients expect it. */
export interface LangfuseAnswer {
  readonly successes: readonly { readonly id: string; readonly status: 201 }[];
  readonly errors: readonly {
    readonly id: string;
    readonly status: 400 | 403 | 404;
    readonly message: string;
    readonly error: string;
  }[];
}

const STATUS: Readonly<Partial<Record<RejectedRecord["code"], 403 | 404>>> = {
  forbidden_model: 403,
  unknown_model: 404,
};

/**
 * The answer to a batch that was read: every event of it once, in `successes` or in `errors`, in order. `later` are events
 * that were refused after reading (an unknown model, too old), by their place in the batch.
 */
export function langfuseAnswer(decoded: DecodedLangfuse, later: readonly RejectedRecord[] = []): LangfuseAnswer {
  const refused = new Map([...later, ...decoded.rejected].map((rejection) => [rejection.place, rejection]));
  const successes: LangfuseAnswer["successes"][number][] = [];
  const errors: LangfuseAnswer["errors"][number][] = [];
  for (const [place, id] of decoded.ids.entries()) {
    const rejection = refused.get(place);
    if (rejection === undefined) successes.push({ id, status: 201 });
    else {
      const { code, message } = rejection;
      errors.push({ id, status: STATUS[code] ?? 400, message: "Invalid request data", error: message });
    }
  }
  return { successes, errors };
}

/** The body of an answer with status 400 (413 when too large) to a batch that could not be read at all. */
export function langfuseRefusal(problem: UnreadableTelemetry): { message: string; errors: string[] } {
  const place = problem.place === "" ? "" : ` (${problem.place})`;
  return { message: "Invalid request data", errors: [`${problem.message}${place}`] };
}
