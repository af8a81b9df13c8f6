import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { AppError } from "../kernel/errors.ts";
import { runQuery, type Query } from "../kernel/query.ts";
import { pageActor } from "../auth/page-actor.ts";
import type { z } from "../zod.ts";

/**
 * Runs a query for a page being rendered on the server, as the person who asks for the page. Whoever's session ended in the
 * meantime is sent to the sign-in page: moving between pages does not run their layout again.
 */
export async function serverQuery<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
  input: z.input<Input>,
): Promise<z.output<Output>> {
  try {
    return await runQuery(query, { actor: await pageActor(), input });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "unauthenticated") throw error;
  }
  const path = (await headers()).get("x-modelkeep-path") ?? "/overview";
  redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}
