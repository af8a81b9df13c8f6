import type { Discovery } from "../db/types.ts";
import { nodesOf } from "../inventory/queries/nodes-of.ts";
import { can } from "../kernel/can.ts";
import type { Context } from "../kernel/context.ts";
import type { Reader } from "../kernel/query.ts";
import type { z } from "../zod.ts";
import { guessOf } from "./guess-rules.ts";
import type { SightingKind } from "./rules.ts";
import { DiscoveryDto } from "./schema.ts";

type Tables = Pick<Reader, "discoverySeen" | "model" | "modelVersion" | "asset" | "user">;
type Dto = z.input<typeof DiscoveryDto>;

async function namesOf(db: Pick<Reader, "user">, orgId: string, rows: readonly Discovery[]) {
  const ids = [...new Set(rows.flatMap(({ decidedBy }) => decidedBy ?? []))];
  if (ids.length === 0) return new Map<string, string>();
  const people = await db.user.findMany({ where: { orgId, id: { in: ids } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Discoveries as clients see them, in their order; at most six statements for all of them. */
export async function toDiscoveryDtos(db: Tables, ctx: Context, rows: readonly Discovery[]): Promise<Dto[]> {
  const { orgId, actor } = ctx;
  const references = rows.flatMap(({ matchType, matchId }) =>
    matchType === null || matchId === null ? [] : [{ type: matchType, id: matchId }],
  );
  const nodes = await nodesOf(db, orgId, references);
  const names = await namesOf(db, orgId, rows);
  const seen = await db.discoverySeen.findMany({ where: { orgId, discoveryId: { in: rows.map(({ id }) => id) } } });
  const counts = new Map(seen.map((each) => [each.discoveryId, each]));
  const decide = can(actor, "discovery:decide");
  const abilities = {
    decide,
    registerModel: decide && can(actor, "model:write"),
    registerAsset: decide && can(actor, "asset:write"),
  };
  return rows.map((row): Dto => {
    const { id, source, value, normal, name, detail, environment, reason, version } = row;
    const kind = row.kind as SightingKind;
    const count = counts.get(id);
    return {
      id,
      source,
      kind,
      value,
      name,
      detail,
      environment,
      state: DiscoveryDto.shape.state.parse(row.state),
      guess: guessOf({ kind, value, normal, name }),
      firstSeenAt: (count?.firstSeenAt ?? row.createdAt).toISOString(),
      lastSeenAt: (count?.lastSeenAt ?? row.createdAt).toISOString(),
      sightings: count?.sightings ?? 0,
      match:
        row.matchId === null
          ? null
          : { by: row.matchedBy === "person" ? "person" : "rule", node: nodes.get(row.matchId) ?? null },
      reason,
      dismissedUntil: row.dismissedUntil?.toISOString() ?? null,
      decidedBy: row.decidedBy === null ? null : (names.get(row.decidedBy) ?? null),
      decidedAt: row.decidedAt?.toISOString() ?? null,
      version,
      abilities,
    };
  });
}

/** One discovery as clients see it. */
export async function toDiscoveryDto(db: Tables, ctx: Context, row: Discovery): Promise<Dto> {
  const [dto] = await toDiscoveryDtos(db, ctx, [row]);
  if (dto === undefined) throw new Error("a row has no account of itself");
  return dto;
}
