import type { ComparedModel } from "../../graph/diff/substance.ts";
import { modelsOfVersions, newestReleased } from "../../inventory/queries/newest-released.ts";
import { recordPrints } from "../../inventory/queries/record-prints.ts";
import type { Reader } from "../../kernel/query.ts";
import { builtInPacks } from "../../knowledge/packs.ts";
import type { ScopeItem } from "../aggregates.ts";
import type { ReviewBasis } from "./schema.ts";

type Reference = { type: string; id: string };
type Tables = Parameters<typeof recordPrints>[0] & Pick<Reader, "$queryRaw" | "threatPack">;

/** The records that a model speaks of: its scope and what elements are bound to, each once, in the order of type and id. */
export function referencesOf(scope: readonly Reference[], model: ComparedModel): Reference[] {
  const bound = model.diagrams.flatMap(({ content }) => content.elements.flatMap((element) => element.bound ?? []));
  const all = new Map([...scope, ...bound].map(({ type, id }) => [`${type} ${id}`, { type, id }]));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reference]) => reference);
}

/** The models among these records, also those of versions. */
export async function modelsAmong(
  db: Pick<Reader, "modelVersion">,
  orgId: string,
  references: readonly Reference[],
): Promise<string[]> {
  const versions = references.flatMap(({ type, id }) => (type === "model_version" ? [id] : []));
  const of = await modelsOfVersions(db, orgId, versions);
  const models = references.flatMap(({ type, id }) => (type === "model" ? [id] : []));
  return [...new Set([...models, ...of.values()])].sort();
}

async function packsInUse(
  db: Pick<Reader, "threatPack">,
  orgId: string,
  keys: readonly string[],
): Promise<ReviewBasis["packs"]> {
  const own = await db.threatPack.findMany({
    where: { orgId, key: { in: [...keys] }, state: "active" },
    orderBy: { key: "asc" },
    select: { key: true, version: true },
  });
  return [
    ...builtInPacks.map(({ id, version }) => ({ key: id, version })),
    ...own.map(({ key, version }) => ({ key, version: String(version) })),
  ];
}

type Of = {
  scope: readonly ScopeItem[];
  packs: readonly string[];
  model: ComparedModel;
  moves: { diagrams: Record<string, number>; threats: { count: number; changes: number } };
};

/** What a version rests on beside its content, as it is now. */
export async function readBasis(db: Tables, orgId: string, { scope, packs, model, moves }: Of): Promise<ReviewBasis> {
  const references = referencesOf(scope, model);
  const records = await recordPrints(db, orgId, references);
  const released = await newestReleased(db, orgId, await modelsAmong(db, orgId, references));
  return {
    v: 1,
    scope: scope.map(({ type, id }) => ({ type, id })),
    records: references.flatMap(({ id }) => records.get(id) ?? []),
    released: [...released.values()],
    packs: await packsInUse(db, orgId, packs),
    ...moves,
  };
}
