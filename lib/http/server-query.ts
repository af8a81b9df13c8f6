import { runQuery, type Query } from "../kernel/query.ts";
import { pageActor } from "../auth/page-actor.ts";
import type { z } from "../zod.ts";

/** Runs a query for a page being rendered on the server, as the person who asks for the page. */
export async function serverQuery<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
  input: z.input<Input>,
): Promise<z.output<Output>> {
  return runQuery(query, { actor: await pageActor(), input });
}
