import { runQuery } from "../lib/kernel/query.ts";
import { readLineage } from "../lib/lineage/queries/read-lineage.ts";
import { readLiveAt } from "../lib/lineage/queries/read-live-at.ts";
import { disconnect } from "../lib/db/client.ts";
import type { Actor } from "../lib/kernel/actor.ts";

/** What the bench measures: whole queries, as the routes run them. */
export function startBench(orgId: string) {
  const scopes = ["asset:read", "audit:history"] as const;
  const actor: Actor = { type: "apiKey", id: orgId, orgId, name: "bench", scopes: [...scopes] };
  return {
    lineage: async (id: string) => (await runQuery(readLineage, { actor, input: { id } })).nodes.length,
    liveAt: async (time: string) => (await runQuery(readLiveAt, { actor, input: { time } })).total,
    end: disconnect,
  };
}
