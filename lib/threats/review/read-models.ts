import { createHash } from "node:crypto";
import { substanceBytes, type ComparedModel, type ComparedThreat } from "../../graph/diff/substance.ts";
import type { Threat } from "../../db/types.ts";
import type { DiagramContent } from "../../graph/schema.ts";
import type { Reader } from "../../kernel/query.ts";
import { assumptionValue, elementValue, flowValue, zoneValue } from "../diagrams/content-rows.ts";
import type { Severity } from "../../knowledge/severity.ts";

export type ContentTables = Pick<
  Reader,
  "diagram" | "diagramZone" | "diagramElement" | "diagramFlow" | "diagramAssumption" | "threat"
>;

function groups<Row>(rows: readonly Row[], key: (row: Row) => string): (id: string) => Row[] {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const group = found.get(key(row));
    if (group === undefined) found.set(key(row), [row]);
    else group.push(row);
  }
  return (id) => found.get(id) ?? [];
}

const threatColumns = {
  id: true,
  threatModelId: true,
  title: true,
  targetId: true,
  state: true,
  severity: true,
  residualSeverity: true,
} as const;
type ThreatRow = Pick<Threat, keyof typeof threatColumns>;

const comparedThreat = (threat: ThreatRow): ComparedThreat => ({
  id: threat.id,
  title: threat.title,
  aboutId: threat.targetId,
  state: threat.state,
  severity: threat.severity as Severity,
  residual: threat.residualSeverity as Severity | null,
});

async function contentsOf(
  db: ContentTables,
  diagramIds: readonly string[],
): Promise<(diagramId: string) => DiagramContent> {
  const all = { where: { diagramId: { in: [...diagramIds] } }, orderBy: { id: "asc" as const } };
  const of = ({ diagramId }: { diagramId: string }): string => diagramId;
  const [zones, elements, flows, assumptions] = await Promise.all([
    db.diagramZone.findMany(all).then((rows) => groups(rows, of)),
    db.diagramElement.findMany(all).then((rows) => groups(rows, of)),
    db.diagramFlow.findMany(all).then((rows) => groups(rows, of)),
    db.diagramAssumption.findMany(all).then((rows) => groups(rows, of)),
  ]);
  return (id) => ({
    zones: zones(id).map(zoneValue),
    elements: elements(id).map(elementValue),
    flows: flows(id).map(flowValue),
    assumptions: assumptions(id).map(assumptionValue),
  });
}

/** What these threat models hold now: all diagrams and threats, by threat model. Six statements, however many they are. */
export async function readModels(
  db: ContentTables,
  threatModelIds: readonly string[],
): Promise<Map<string, ComparedModel>> {
  if (threatModelIds.length === 0) return new Map();
  const where = { threatModelId: { in: [...threatModelIds] } };
  const order = [{ position: "asc" as const }, { id: "asc" as const }];
  const diagrams = await db.diagram.findMany({ where: { ...where, state: "active" }, orderBy: order });
  const threats = await db.threat.findMany({ where, orderBy: { id: "asc" }, select: threatColumns });
  const diagramsOf = groups(diagrams, ({ threatModelId }) => threatModelId);
  const threatsOf = groups(threats, ({ threatModelId }) => threatModelId);
  const contentOf = await contentsOf(
    db,
    diagrams.map(({ id }) => id),
  );
  return new Map(
    threatModelIds.map((id): [string, ComparedModel] => [
      id,
      {
        diagrams: diagramsOf(id).map((diagram) => ({
          id: diagram.id,
          name: diagram.name,
          content: contentOf(diagram.id),
        })),
        threats: threatsOf(id).map(comparedThreat),
      },
    ]),
  );
}

/** What one threat model holds now. */
export async function readModel(db: ContentTables, threatModelId: string): Promise<ComparedModel> {
  return (await readModels(db, [threatModelId])).get(threatModelId) ?? { diagrams: [], threats: [] };
}

/** SHA-256 of a model's substance, hexadecimal: what an approval is bound to. */
export function modelDigest(model: ComparedModel): string {
  return createHash("sha256").update(substanceBytes(model)).digest("hex");
}
