import type { Tx } from "../db/types.ts";
import { defineScratch } from "../kernel/command.ts";
import { z } from "../zod.ts";

const StandingFact = z.strictObject({ versionId: z.uuid(), stage: z.string(), valid: z.boolean() });
export type StandingFact = z.infer<typeof StandingFact>;

/** Remembers how versions stand by their gates, for lists that are filtered by it. */
export async function noteStandings(
  tx: Tx,
  ctx: { orgId: string; now: () => Date },
  standings: readonly StandingFact[],
): Promise<void> {
  const [ids, stages, valid] = [
    standings.map(({ versionId }) => versionId),
    standings.map(({ stage }) => stage),
    standings.map((each) => each.valid),
  ];
  await tx.$executeRaw`
    insert into gate_standing (version_id, org_id, stage, valid, looked_at)
    select v.id, v.org_id, s.stage, s.valid, ${ctx.now()}
    from unnest(${ids}::uuid[], ${stages}::text[], ${valid}::boolean[]) s (id, stage, valid)
    join model_version v on v.id = s.id and v.org_id = ${ctx.orgId}::uuid
    on conflict (version_id) do update set stage = excluded.stage, valid = excluded.valid, looked_at = excluded.looked_at`;
}

/** Remembers it after a look at many versions. */
export const noteGateStandings = defineScratch({
  name: "gate.note_standings",
  summary: "Remember how versions in use stand by their gates",
  permission: "system:operate",
  reason: "It is derived from records that have entries, and overwritten with each look.",
  input: z.strictObject({ standings: z.array(StandingFact).max(100_000) }),
  output: z.strictObject({}),
  async run({ tx, input, ctx }) {
    await noteStandings(tx, ctx, input.standings);
    return {};
  },
});
