import { defineQuery } from "../../kernel/query.ts";
import { discoveryStates } from "../rules.ts";
import { CountDiscoveriesInput, DiscoveryCountsDto } from "../schema.ts";

const MOST_FREQUENT = 100;

/** How many discoveries wait, and how many were decided which way. */
export const countDiscoveries = defineQuery({
  name: "discovery.count",
  summary: "How many discoveries wait in the inbox, and how many were decided which way",
  permission: "discovery:read",
  http: "GET /discoveries/count",
  input: CountDiscoveriesInput,
  output: DiscoveryCountsDto,
  async run({ db, ctx }) {
    const where = { orgId: ctx.orgId };
    const [states, sources] = await Promise.all([
      db.discovery.groupBy({ by: ["state"], where, _count: { _all: true } }),
      db.discovery.groupBy({
        by: ["source"],
        where,
        _count: { _all: true },
        orderBy: [{ _count: { id: "desc" } }, { source: "asc" }],
        take: MOST_FREQUENT,
      }),
    ]);
    const counts = new Map(states.map(({ state, _count }) => [state, _count._all]));
    const [open = 0, matched = 0, registered = 0, dismissed = 0] = discoveryStates.map(
      (state) => counts.get(state) ?? 0,
    );
    return {
      open,
      matched,
      registered,
      dismissed,
      sources: sources.map(({ source, _count }) => ({ source, count: _count._all })),
    };
  },
});
