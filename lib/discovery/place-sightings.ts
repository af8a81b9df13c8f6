import type { Discovery, Tx } from "../db/types.ts";
import { matchSightings, type SightingMatch } from "../inventory/queries/match-sightings.ts";
import { foldText } from "../inventory/rules.ts";
import { audited, type AuditItem } from "../kernel/aggregate.ts";
import type { CommandContext } from "../kernel/context.ts";
import { discoveryAggregate } from "./aggregates.ts";
import { identityOf, type Prepared } from "./prepare-batch.ts";
import type { SightingKind } from "./rules.ts";

export type Placed = { byIdentity: ReadonlyMap<string, Discovery>; created: number; audit: AuditItem[] };
type Finder = Awaited<ReturnType<typeof matchSightings>>;

async function existingOf(tx: Tx, orgId: string, prepared: readonly Prepared[]): Promise<Discovery[]> {
  const ids = await tx.$queryRaw<{ id: string }[]>`
    select d.id::text as id from discovery d
    join unnest(${prepared.map(({ source }) => source)}::text[], ${prepared.map(({ kind }) => kind)}::text[],
      ${prepared.map(({ normal }) => normal)}::text[]) as t(source, kind, normal)
      on d.source = t.source and d.kind = t.kind and d.normal = t.normal
    where d.org_id = ${orgId}::uuid`;
  return tx.discovery.findMany({ where: { orgId, id: { in: ids.map(({ id }) => id) } }, orderBy: { id: "asc" } });
}

const matched = (match: SightingMatch) => ({
  state: "matched",
  matchType: match.type,
  matchId: match.id,
  matchedBy: "rule",
});

function newRow(ctx: CommandContext, seen: Prepared, match: SightingMatch | undefined): Discovery {
  const { source, kind, normal, value, name, detail, environment } = seen;
  const at = ctx.now();
  return {
    id: ctx.newId(),
    orgId: ctx.orgId,
    source,
    kind,
    normal,
    value,
    name,
    detail,
    environment,
    searchText: foldText([value, name, detail, source, environment].join(" ")),
    ...(match === undefined ? { state: "open", matchType: null, matchId: null, matchedBy: null } : matched(match)),
    reason: "",
    dismissedUntil: null,
    decidedBy: null,
    decidedAt: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

type Turn = { action: string; data: object };

/** What a new sighting changes about a discovery: an open one may be known by now, a dismissal may have expired. */
function turnOf(row: Discovery, now: Date, match: SightingMatch | undefined): Turn | undefined {
  if (row.state === "open" && match !== undefined) return { action: "discovery.recognize", data: matched(match) };
  const expired = row.dismissedUntil !== null && row.dismissedUntil <= now;
  if (row.state !== "dismissed" || !expired) return undefined;
  const back = { dismissedUntil: null, reason: "", decidedBy: null, decidedAt: null };
  if (match !== undefined) return { action: "discovery.recognize", data: { ...back, ...matched(match) } };
  return { action: "discovery.return", data: { ...back, state: "open" } };
}

async function turn(tx: Tx, ctx: CommandContext, before: Discovery, { action, data }: Turn) {
  const after = await tx.discovery.update({
    where: { id: before.id, version: before.version },
    data: { ...data, version: { increment: 1 }, updatedAt: ctx.now() },
  });
  return { after, item: audited(discoveryAggregate, before, after, { action }) };
}

const seenOf = ({ kind, normal }: Discovery) => ({ kind: kind as SightingKind, normal });

/** Finds or makes the discovery of each sighting. */
export async function placeSightings(tx: Tx, ctx: CommandContext, prepared: readonly Prepared[]): Promise<Placed> {
  const first = new Map(prepared.toReversed().map((seen) => [identityOf(seen), seen]));
  const existing = first.size === 0 ? [] : await existingOf(tx, ctx.orgId, [...first.values()]);
  const rows = new Map(existing.map((row) => [identityOf(row), row]));
  const fresh = [...first].filter(([identity]) => !rows.has(identity)).map(([, seen]) => seen);
  fresh.sort((a, b) => a.index - b.index);
  const unsettled = existing.filter(({ state }) => state === "open" || state === "dismissed");
  const match: Finder = await matchSightings(tx, ctx.orgId, [...fresh, ...unsettled.map(seenOf)]);
  const audit: AuditItem[] = [];
  for (const row of unsettled) {
    const change = turnOf(row, ctx.now(), match(seenOf(row)));
    if (change === undefined) continue;
    const { after, item } = await turn(tx, ctx, row, change);
    rows.set(identityOf(after), after);
    audit.push(item);
  }
  const created = fresh.map((seen) => newRow(ctx, seen, match(seen)));
  if (created.length > 0) await tx.discovery.createMany({ data: created });
  for (const row of created) {
    rows.set(identityOf(row), row);
    audit.push(audited(discoveryAggregate, null, row));
  }
  return { byIdentity: rows, created: created.length, audit };
}
