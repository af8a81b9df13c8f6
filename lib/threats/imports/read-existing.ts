import type { Diagram, Threat, ThreatModel } from "../../db/types.ts";
import { UnreadableImportError } from "../../interop/import-problem.ts";
import type { ThreatModelFormat } from "../../interop/threat-model/detect-format.ts";
import type { ThreatModelDraft } from "../../interop/threat-model/draft.ts";
import { parseThreatModel } from "../../interop/threat-model/parse-threat-model.ts";
import { isUuid } from "../../kernel/ids.ts";
import type { Reader } from "../../kernel/query.ts";
import { readContent } from "../diagrams/read-content.ts";
import { loadThreatModel, requireActive } from "../load-threat-model.ts";
import type { DrawnDiagram } from "../part-keys.ts";
import type { ThreatImportOptions } from "./schema.ts";

export type ThreatTables = Pick<
  Reader,
  | "threatModel"
  | "threat"
  | "threatSettings"
  | "diagram"
  | "diagramZone"
  | "diagramElement"
  | "diagramFlow"
  | "diagramAssumption"
  | "importFile"
>;

/** The threat model that a file is imported into, and what the same file said when it was imported before. */
export type ExistingModel = {
  row: ThreatModel;
  diagrams: DrawnDiagram<Diagram>[];
  threats: Threat[];
  base: ThreatModelDraft | null;
  /** Whether it came from this file, so that what the file has no more may go. */
  isSameSource: boolean;
  /** Whether it can take on the name by which the file is found again. */
  canAdopt: boolean;
};

type Wanted = { orgId: string; format: ThreatModelFormat; draft: ThreatModelDraft; options: ThreatImportOptions };

/** What a file's threat model is found by: the id it states, else its format and name. */
export function sourceIdOf(format: ThreatModelFormat, draft: ThreatModelDraft): string {
  return (draft.externalId ?? `${format}:${draft.name}`).slice(0, 300);
}

async function findRow(db: ThreatTables, { orgId, format, draft, options }: Wanted): Promise<ThreatModel | null> {
  if (options.into === "new") return null;
  if (options.into !== undefined) return loadThreatModel(db, orgId, options.into);
  const source = sourceIdOf(format, draft);
  const named = await db.threatModel.findFirst({ where: { orgId, externalId: source } });
  if (named !== null || !isUuid(source.toLowerCase())) return named;
  return db.threatModel.findFirst({ where: { orgId, id: source.toLowerCase(), externalId: null } });
}

async function baseOf(db: ThreatTables, { orgId, format }: Wanted, id: string): Promise<ThreatModelDraft | null> {
  const file = await db.importFile.findFirst({
    where: { orgId, format, entityIds: { has: id }, source: { not: null } },
    orderBy: { createdAt: "desc" },
    select: { source: true },
  });
  if (file?.source == null) return null;
  try {
    return parseThreatModel(file.source, format).draft;
  } catch (error) {
    if (error instanceof UnreadableImportError) return null;
    throw error;
  }
}

/** The diagrams of a threat model in use, in their order, with what stands in them. */
export async function readDiagrams(
  db: Pick<ThreatTables, "diagram" | "diagramZone" | "diagramElement" | "diagramFlow" | "diagramAssumption">,
  threatModelId: string,
): Promise<DrawnDiagram<Diagram>[]> {
  const rows = await db.diagram.findMany({
    where: { threatModelId, state: "active" },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  const drawn: DrawnDiagram<Diagram>[] = [];
  for (const row of rows) drawn.push({ row, content: await readContent(db, row.id) });
  return drawn;
}

/** Whether a threat model is found by this id of a file already. */
export async function isTaken(db: Pick<ThreatTables, "threatModel">, orgId: string, source: string): Promise<boolean> {
  return (await db.threatModel.count({ where: { orgId, externalId: source } })) > 0;
}

/** Finds the threat model that a file goes into; null for a new one. Throws not_found for a chosen one that is not there, and precondition_failed when it is archived. */
export async function readExisting(db: ThreatTables, wanted: Wanted): Promise<ExistingModel | null> {
  const row = await findRow(db, wanted);
  if (row === null) return null;
  requireActive(row);
  const source = sourceIdOf(wanted.format, wanted.draft);
  return {
    row,
    diagrams: await readDiagrams(db, row.id),
    threats: await db.threat.findMany({ where: { threatModelId: row.id }, orderBy: { id: "asc" } }),
    base: await baseOf(db, wanted, row.id),
    isSameSource: (row.externalId ?? row.id) === source,
    canAdopt: row.externalId === null && row.id !== source && !(await isTaken(db, wanted.orgId, source)),
  };
}
