import type { Reader } from "../kernel/query.ts";

/** The organization's slugs that begin like this one: those that freeSlug must avoid. */
export async function takenSlugs(db: Pick<Reader, "model">, orgId: string, slug: string): Promise<Set<string>> {
  const start = slug.slice(0, 55).replace(/-+$/, "");
  const rows = await db.model.findMany({ where: { orgId, slug: { startsWith: start } }, select: { slug: true } });
  return new Set(rows.map((row) => row.slug));
}
