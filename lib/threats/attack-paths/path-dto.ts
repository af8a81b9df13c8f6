import type { AttackPath as Row } from "../../db/types.ts";
import { cheapestWay } from "../../graph/paths/cheapest-way.ts";
import { stoppedSteps } from "../../graph/paths/mitigation-effects.ts";
import type { AttackPath, Mitigation } from "../../graph/paths/schema.ts";
import type { Reader } from "../../kernel/query.ts";
import type { z } from "../../zod.ts";
import { PathContent, type PathDto } from "./schema.ts";
import { mitigationsOf, namesIn, pathThreats } from "./usable.ts";

type Dto = z.input<typeof PathDto>;
type Tables = Pick<Reader, "threat" | "diagramElement" | "diagramFlow">;

/** A path as it is worked with, from its row. */
export function pathOf({ id, name, description, content }: Row): AttackPath {
  return { id, name, description, ...PathContent.parse(content) };
}

function dtoOf(row: Row, mitigations: readonly Mitigation[], names: Readonly<Record<string, string>>): Dto {
  const path = pathOf(row);
  const stopped = stoppedSteps(path, mitigations);
  const about = new Set([path.entryId, path.assetId, ...path.steps.map(({ elementId }) => elementId)]);
  return {
    ...path,
    version: row.version,
    stopped: [...stopped],
    cost: cheapestWay(path, stopped)?.cost ?? null,
    names: Object.fromEntries(Object.entries(names).filter(([id]) => about.has(id))),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Paths of one threat model with what stops them as things are, the cheapest to walk first. Three statements. */
export async function pathDtos(
  db: Tables,
  orgId: string,
  { threatModelId, rows }: { threatModelId: string; rows: readonly Row[] },
): Promise<Dto[]> {
  const mitigations = mitigationsOf(await pathThreats(db, threatModelId));
  const names = await namesIn(db, orgId, rows.map(pathOf));
  const price = ({ cost }: Dto): number => cost ?? Number.MAX_SAFE_INTEGER;
  return rows.map((row) => dtoOf(row, mitigations, names)).sort((a, b) => price(a) - price(b));
}

/** One path with what stops it as things are. */
export async function pathDto(db: Tables, orgId: string, row: Row): Promise<Dto> {
  const [dto] = await pathDtos(db, orgId, { threatModelId: row.threatModelId, rows: [row] });
  if (dto === undefined) throw new Error("a path for each row");
  return dto;
}
