import type { AssetLink, Tx } from "../../db/types.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { invalid } from "../../kernel/errors.ts";
import { endsOf, mayRelate, nodeLabels, relations, structuralRelations, type NodeType } from "./rules.ts";
import type { LinkInput } from "./schema.ts";

/** A link as the record of the thing that states it holds it. */
export type StatedLink = { relation: string; type: string; id: string };
type Owner = { type: NodeType; id: string };

const order = (a: StatedLink, b: StatedLink): number => {
  const [first, second] = [`${a.relation} ${a.id}`, `${b.relation} ${b.id}`];
  if (first === second) return 0;
  return first < second ? -1 : 1;
};

/** The links of a record in the order in which the record holds them: by relation, then by id. */
export function statedLinks(ownerId: string, rows: readonly AssetLink[]): StatedLink[] {
  return rows
    .map((row) =>
      row.upId === ownerId
        ? { relation: row.relation, type: row.downType, id: row.downId }
        : { relation: row.relation, type: row.upType, id: row.upId },
    )
    .sort(order);
}

async function existing(tx: Tx, orgId: string, links: readonly StatedLink[]): Promise<Set<string>> {
  const ids = (types: (type: string) => boolean): string[] => links.filter((l) => types(l.type)).map((l) => l.id);
  const [models, versions, assets] = await Promise.all([
    tx.model.findMany({ where: { orgId, id: { in: ids((type) => type === "model") } }, select: { id: true } }),
    tx.modelVersion.findMany({
      where: { orgId, id: { in: ids((type) => type === "model_version") } },
      select: { id: true },
    }),
    tx.asset.findMany({
      where: { orgId, id: { in: ids((type) => type !== "model" && type !== "model_version") } },
      select: { id: true, kind: true },
    }),
  ]);
  return new Set([
    ...models.map(({ id }) => `model ${id}`),
    ...versions.map(({ id }) => `model_version ${id}`),
    ...assets.map(({ id, kind }) => `${kind} ${id}`),
  ]);
}

/** Throws invalid_input with the place of the first link that cannot be: a wrong pair of kinds, itself, or nothing there. */
export async function requireLinks(tx: Tx, orgId: string, owner: Owner, links: readonly LinkInput[]): Promise<void> {
  if (links.length === 0) return;
  const there = await existing(tx, orgId, links);
  for (const [index, { relation, type, id }] of links.entries()) {
    const path = `links.${index}`;
    if (structuralRelations.has(relation)) invalid(`${path}.relation`, "This link comes by itself with a version.");
    if (!mayRelate(relation, owner.type, type)) {
      const [from, to] = [nodeLabels[owner.type].toLowerCase(), nodeLabels[type].toLowerCase()];
      invalid(`${path}.relation`, `“${relations[relation].label}” does not join a ${from} to a ${to}.`);
    }
    if (id === owner.id) invalid(`${path}.id`, "A thing cannot be linked to itself.");
    if (!there.has(`${type} ${id}`)) invalid(`${path}.id`, `There is no such ${nodeLabels[type].toLowerCase()}.`);
  }
}

/** A row of a link that `owner` states. */
export function linkRow(
  ctx: Pick<CommandContext, "newId" | "orgId">,
  owner: Owner,
  link: { relation: LinkInput["relation"]; type: NodeType; id: string },
): AssetLink {
  const { up, down } = endsOf<Owner>(link.relation, owner, { type: link.type, id: link.id });
  return {
    id: ctx.newId(),
    orgId: ctx.orgId,
    ownerType: owner.type,
    ownerId: owner.id,
    relation: link.relation,
    upType: up.type,
    upId: up.id,
    downType: down.type,
    downId: down.id,
  };
}

/** Makes the stated links of a thing exactly these; the structural ones stay. Gives all of its links afterwards. */
export async function replaceLinks(
  tx: Tx,
  ctx: CommandContext,
  owner: Owner,
  links: readonly LinkInput[],
): Promise<StatedLink[]> {
  await requireLinks(tx, ctx.orgId, owner, links);
  const before = await tx.assetLink.findMany({ where: { ownerId: owner.id } });
  const key = (link: { relation: string; id: string }): string => `${link.relation} ${link.id}`;
  const wanted = new Map(links.map((link) => [key(link), link]));
  const had = new Map(before.map((row) => [key({ relation: row.relation, id: otherEnd(row) }), row]));
  const gone = [...had].filter(([name, row]) => !wanted.has(name) && !structuralRelations.has(row.relation));
  const added = [...wanted].filter(([name]) => !had.has(name)).map(([, link]) => linkRow(ctx, owner, link));
  if (gone.length > 0) await tx.assetLink.deleteMany({ where: { id: { in: gone.map(([, row]) => row.id) } } });
  if (added.length > 0) await tx.assetLink.createMany({ data: added });
  return linksOf(tx, owner.id);
}

function otherEnd(row: AssetLink): string {
  return row.upId === row.ownerId ? row.downId : row.upId;
}

/** What a thing states. */
export async function linksOf(tx: Pick<Tx, "assetLink">, ownerId: string): Promise<StatedLink[]> {
  return statedLinks(ownerId, await tx.assetLink.findMany({ where: { ownerId } }));
}
