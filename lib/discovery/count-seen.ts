import type { Tx } from "../db/types.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Prepared } from "./prepare-batch.ts";

const KEPT_MS = 30 * 24 * 3_600_000;

/** The sightings of a batch that were not counted before, going by their own keys; notes those keys for 30 days. */
export async function notCountedBefore(
  tx: Tx,
  ctx: CommandContext,
  prepared: readonly Prepared[],
): Promise<readonly Prepared[]> {
  const keys = [...new Set(prepared.flatMap(({ itemKey }) => itemKey ?? []))];
  if (keys.length === 0) return prepared;
  const before = new Date(ctx.now().getTime() - KEPT_MS);
  await tx.discoveryItemKey.deleteMany({ where: { orgId: ctx.orgId, at: { lt: before } } });
  const fresh = await tx.$queryRaw<{ key: string }[]>`
    insert into discovery_item_key (org_id, item_key, at)
    select ${ctx.orgId}::uuid, k, ${ctx.now().toISOString()}::timestamptz from unnest(${keys}::text[]) as t(k)
    on conflict do nothing returning item_key as key`;
  const free = new Set(fresh.map(({ key }) => key));
  return prepared.filter(({ itemKey }) => itemKey === undefined || free.delete(itemKey));
}

type Counted = { id: string; seenAt: Date };

/** Adds sightings to how often, since when and when last their discoveries were seen. */
export async function countSeen(tx: Tx, orgId: string, counted: readonly Counted[]): Promise<void> {
  const totals = new Map<string, { first: Date; last: Date; sightings: number }>();
  for (const { id, seenAt } of counted) {
    const { first, last, sightings } = totals.get(id) ?? { first: seenAt, last: seenAt, sightings: 0 };
    totals.set(id, {
      first: seenAt < first ? seenAt : first,
      last: seenAt > last ? seenAt : last,
      sightings: sightings + 1,
    });
  }
  if (totals.size === 0) return;
  const all = [...totals.values()];
  await tx.$executeRaw`
    insert into discovery_seen (discovery_id, org_id, first_seen_at, last_seen_at, sightings)
    select id, ${orgId}::uuid, first, last, n
    from unnest(${[...totals.keys()]}::uuid[], ${all.map(({ first }) => first.toISOString())}::timestamptz[],
      ${all.map(({ last }) => last.toISOString())}::timestamptz[], ${all.map(({ sightings }) => sightings)}::int[]) as t(id, first, last, n)
    on conflict (discovery_id) do update set
      first_seen_at = least(discovery_seen.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(discovery_seen.last_seen_at, excluded.last_seen_at),
      sightings = discovery_seen.sightings + excluded.sightings`;
}
