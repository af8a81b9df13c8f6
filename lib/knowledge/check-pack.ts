import { atlasName, currentAtlasId } from "./atlas.ts";
import { controlOf } from "./controls.ts";
import { ThreatPack } from "./schema.ts";

/** Something about a pack. An error keeps it out, a warning does not. `at` is a path such as "threats.3.mappings.atlas". */
export type PackProblem = { level: "error" | "warning"; at: string; message: string };

export type CheckedPack = { pack: ThreatPack | null; problems: PackProblem[] };

const OURS = /^(?:AIT|CLS)-/;

type Taken = { packs: ReadonlySet<string>; threats: ReadonlyMap<string, string> };

function idProblems(pack: ThreatPack, taken: Taken): PackProblem[] {
  const problems: PackProblem[] = [];
  const error = (at: string, message: string) => problems.push({ level: "error", at, message });
  if (pack.id.startsWith("modelkeep-"))
    error("id", "Names that begin with modelkeep- are kept for the product's packs.");
  else if (taken.packs.has(pack.id)) error("id", `A pack named ${pack.id} is already there.`);
  const seen = new Set<string>();
  for (const [index, { id }] of pack.threats.entries()) {
    const at = `threats.${index}.id`;
    const owner = taken.threats.get(id);
    if (OURS.test(id)) error(at, `${id}: ids that begin with AIT- or CLS- are kept for the product's threats.`);
    else if (seen.has(id)) error(at, `${id} is in this pack twice.`);
    else if (owner !== undefined) error(at, `${id} is already in the pack ${owner}.`);
    seen.add(id);
  }
  return problems;
}

function mappingProblems(pack: ThreatPack): PackProblem[] {
  const problems: PackProblem[] = [];
  for (const [index, { mappings, controls }] of pack.threats.entries()) {
    const warn = (key: string, message: string) =>
      problems.push({ level: "warning", at: `threats.${index}.${key}`, message });
    for (const key of ["atlas", "atlasMitigations"] as const) {
      for (const id of mappings[key]) {
        const current = currentAtlasId(id);
        if (current !== id) warn(`mappings.${key}`, `${id} was replaced by ${current}.`);
        else if (atlasName(id) === undefined) warn(`mappings.${key}`, `${id} is not in this release of MITRE ATLAS.`);
      }
    }
    for (const id of controls) {
      if (id.startsWith("C-") && controlOf(id) === undefined)
        warn("controls", `There is no control ${id} in the library.`);
    }
  }
  return problems;
}

/**
 * Reads a pack of somebody's own, as JSON that was parsed: against the schema, then its ids against each other and against the
 * packs that are `there` (other than itself), then its mappings. `pack` is null when an error stands in `problems`.
 */
export function checkPack(value: unknown, there: readonly ThreatPack[] = []): CheckedPack {
  const read = ThreatPack.safeParse(value);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }): PackProblem => ({
      level: "error",
      at: path.map(String).join("."),
      message,
    }));
    return { pack: null, problems };
  }
  const taken: Taken = {
    packs: new Set(there.map(({ id }) => id)),
    threats: new Map(there.flatMap(({ id, threats }) => threats.map((threat) => [threat.id, id] as const))),
  };
  const problems = [...idProblems(read.data, taken), ...mappingProblems(read.data)];
  return { pack: problems.some(({ level }) => level === "error") ? null : read.data, problems };
}
