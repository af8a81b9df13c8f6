import { readReadiness } from "../kernel/readiness.ts";

/** 200 when the product can be used, 503 with the parts that cannot; no details that a stranger could use. */
export async function readinessResponse(): Promise<Response> {
  const readiness = await readReadiness(new Date());
  return Response.json(readiness, {
    status: readiness.status === "ready" ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
