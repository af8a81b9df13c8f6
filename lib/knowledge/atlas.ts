import data from "./data/atlas.json";

export type Tactic = { id: string; name: string };
/** `tactics` are in the order of the matrix; a sub-technique names its parent. */
export type Technique = { id: string; name: string; tactics: readonly string[]; parent: string | null };

/** The content release of MITRE ATLAS that ids and names below are of. (c) MITRE, Apache-2.0. */
export const atlasRelease: string = data.release;

/** In the order of the matrix. */
export const atlasTactics: readonly Tactic[] = data.tactics;

const order = new Map(atlasTactics.map((tactic, index) => [tactic.id, index]));

/** Every technique and sub-technique, in the order of ids. */
export const atlasTechniques: readonly Technique[] = data.techniques.map(({ id, name, tactics }) => ({
  id,
  name,
  tactics: tactics.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
  parent: id.length > "AML.T0000".length ? id.slice(0, "AML.T0000".length) : null,
}));

export const atlasMitigations: readonly Tactic[] = data.mitigations;

const names = new Map([...atlasTactics, ...atlasTechniques, ...atlasMitigations].map(({ id, name }) => [id, name]));
const successors = new Map(data.retired.map(({ id, successor }) => [id, successor]));

/** The name of a tactic, technique or mitigation; undefined when this release does not know the id. */
export function atlasName(id: string): string | undefined {
  return names.get(id);
}

/** The id that took the place of a retired one, or the id itself. */
export function currentAtlasId(id: string): string {
  return successors.get(id) ?? id;
}

/** The matrix as columns: each tactic with the techniques (without sub-techniques) that serve it, in the order of ids. */
export function atlasMatrix(): { tactic: Tactic; techniques: Technique[] }[] {
  return atlasTactics.map((tactic) => ({
    tactic,
    techniques: atlasTechniques.filter(({ parent, tactics }) => parent === null && tactics.includes(tactic.id)),
  }));
}
