import type { Diagram } from "../../db/types.ts";
import type { Operation } from "../../graph/schema.ts";
import { quoted, type ImportProblem } from "../../interop/import-problem.ts";
import type { DraftAssumption, DraftDiagram, ThreatModelDraft } from "../../interop/threat-model/draft.ts";
import type { SupplyPlanRecord } from "../../imports/schema.ts";
import type { RiskMatrix } from "../../knowledge/schema.ts";
import { partKeys, type DrawnDiagram } from "../part-keys.ts";
import { blank, keyOf, PartPlanner, type Scene, type Values } from "./plan-parts.ts";
import { planThreats, type GoneThreat, type PlannedThreat } from "./plan-threats.ts";
import type { ExistingModel } from "./read-existing.ts";
import { wantedThreats } from "./wanted-threats.ts";

export type PlannedDiagram = {
  id: string;
  externalId: string;
  name: string;
  existing: DrawnDiagram<Diagram> | null;
  isRenamed: boolean;
  isSkipped: boolean;
  operations: Operation[];
};

export type PlannedModel = {
  /** What differs of the model's own words. */
  changed: { name?: string; description?: string; externalId?: string };
  diagrams: PlannedDiagram[];
  threats: PlannedThreat[];
  gone: GoneThreat[];
  /** Diagrams that the file has no more and that are to go. */
  goneDiagrams: DrawnDiagram<Diagram>[];
  records: SupplyPlanRecord[];
  problems: ImportProblem[];
  losses: { path: string; line: number; message: string }[];
};

type Choices = {
  sourceId: string;
  skip: ReadonlySet<string>;
  remove: ReadonlySet<string>;
  newId: () => string;
  matrix: RiskMatrix;
};

/** Stands for a file's lack of diagrams where it has things that need one. */
const OVERVIEW = "overview";

/** A file without diagrams gets an empty one for its assumptions, and so that there is a room to go on in. */
function diagramsOf(draft: ThreatModelDraft): DraftDiagram[] {
  if (draft.diagrams.length > 0) return draft.diagrams;
  const content = { zones: [], elements: [], flows: [] };
  return [{ externalId: OVERVIEW, name: "Overview", description: "", content }];
}

function baseParts(base: ThreatModelDraft | null): Map<string, Values> {
  const parts = new Map<string, Values>();
  const put = (part: string, items: readonly ({ externalId: string } & Values)[]): void => {
    for (const item of items) parts.set(keyOf(part, item.externalId), item);
  };
  if (base === null) return parts;
  put("diagram", base.diagrams);
  put("assumption", base.assumptions);
  for (const { content } of base.diagrams) {
    put("zone", content.zones);
    put("element", content.elements);
    put("flow", content.flows);
  }
  return parts;
}

/** Each assumption with the diagram of what it is about, or the first one. */
function assumptionsOf(draft: ThreatModelDraft, diagrams: readonly DraftDiagram[]): Map<string, DraftAssumption[]> {
  const home = new Map<string, string>();
  for (const { externalId, content } of diagrams) {
    for (const part of [...content.zones, ...content.elements, ...content.flows]) home.set(part.externalId, externalId);
  }
  const byDiagram = new Map<string, DraftAssumption[]>(diagrams.map(({ externalId }) => [externalId, []]));
  for (const assumption of draft.assumptions) {
    const wanted = (assumption.aboutId === null ? undefined : home.get(assumption.aboutId)) ?? diagrams[0]?.externalId;
    byDiagram.get(wanted ?? "")?.push(assumption);
  }
  return byDiagram;
}

function modelRecord(
  existing: ExistingModel | null,
  draft: ThreatModelDraft,
  sourceId: string,
): { changed: PlannedModel["changed"]; record: SupplyPlanRecord } {
  const changed: PlannedModel["changed"] = {};
  const base = existing?.base ?? null;
  for (const field of ["name", "description"] as const) {
    const wanted = draft[field];
    if (existing === null || wanted === "" || wanted === existing.row[field] || base?.[field] === wanted) continue;
    if (field === "name" && !existing.isSameSource) continue;
    changed[field] = wanted;
  }
  if (existing?.canAdopt === true) changed.externalId = sourceId;
  const record: SupplyPlanRecord = {
    ...blank,
    key: "model",
    kind: "threat_model",
    name: draft.name,
    path: "",
    action: existing === null ? "create" : Object.keys(changed).length > 0 ? "update" : "keep",
    target:
      existing === null
        ? null
        : {
            type: "threat_model",
            id: existing.row.id,
            slug: existing.row.slug,
            name: existing.row.name,
            version: existing.row.version,
          },
    matchedBy: existing === null ? null : "source",
    changes: Object.entries(changed).map(([field, after]) => ({
      field,
      before: existing?.row[field as "name"] ?? null,
      after,
    })),
  };
  return { changed, record };
}

function diagramRecord(
  diagram: DraftDiagram,
  existing: DrawnDiagram<Diagram> | null,
  isRenamed: boolean,
): SupplyPlanRecord {
  return {
    ...blank,
    key: keyOf("diagram", diagram.externalId),
    kind: "diagram",
    name: diagram.name,
    path: diagram.externalId,
    action: existing === null ? "create" : isRenamed ? "update" : "keep",
    target: existing === null ? null : diagramTarget(existing.row),
    matchedBy: existing === null ? null : "source",
    changes: isRenamed && existing !== null ? [{ field: "name", before: existing.row.name, after: diagram.name }] : [],
  };
}

const diagramTarget = ({ id, name, version }: Diagram): SupplyPlanRecord["target"] => ({
  type: "diagram",
  id,
  slug: "",
  name,
  version,
});

/** What nothing here has a place for. */
function lossesOf(draft: ThreatModelDraft): PlannedModel["losses"] {
  const used = new Set(draft.threats.flatMap(({ mitigations }) => mitigations));
  const idle = draft.mitigations.filter(({ externalId }) => !used.has(externalId));
  const says = (message: string) => ({ path: "", line: 1, message });
  return [
    ...draft.notCarried.map(({ path, line, message }) => ({ path, line, message })),
    ...idle.map(({ title }) => says(`The mitigation ${quoted(title)} belongs to no threat and is not taken over.`)),
    ...draft.participants.map(({ name, role }) =>
      says(`${quoted(name)} (${role}) is not taken over: people here sign in themselves.`),
    ),
    ...draft.diagrams
      .filter(({ description }) => description !== "")
      .map(({ name }) => says(`The description of the diagram ${quoted(name)} is not kept; diagrams have none here.`)),
  ];
}

type DiagramPlan = { diagrams: PlannedDiagram[]; records: SupplyPlanRecord[] };

function planDiagrams(existing: ExistingModel | null, draft: ThreatModelDraft, scene: Scene): DiagramPlan {
  const records: SupplyPlanRecord[] = [];
  const isStandIn = draft.diagrams.length === 0;
  const wanted = diagramsOf(draft);
  const assumptions = assumptionsOf(draft, wanted);
  const known = new Map(existing?.diagrams.map((drawn) => [drawn.row.externalId ?? drawn.row.id, drawn]));
  const diagrams = wanted.map((diagram): PlannedDiagram => {
    const { externalId, name } = diagram;
    const found = known.get(externalId) ?? (isStandIn ? existing?.diagrams[0] : undefined) ?? null;
    const wasNamed = scene.base.get(keyOf("diagram", externalId))?.["name"];
    const isRenamed = found !== null && !isStandIn && found.row.name !== name && wasNamed !== name;
    const isSkipped = scene.skip.has(keyOf("diagram", externalId));
    const id = found?.row.id ?? scene.newId();
    records.push(diagramRecord(diagram, found, isRenamed));
    const planned = { id, externalId, name, existing: found, isRenamed, isSkipped };
    if (isSkipped && found === null) return { ...planned, operations: [] };
    const parts = new PartPlanner(found, id, scene).plan(diagram, assumptions.get(externalId) ?? []);
    records.push(...parts.shown);
    return { ...planned, operations: parts.operations };
  });
  return { diagrams, records };
}

/** What applying a file would do with the threat model as it is now. Changes nothing. */
export function planModel(existing: ExistingModel | null, draft: ThreatModelDraft, choices: Choices): PlannedModel {
  const { changed, record } = modelRecord(existing, draft, choices.sourceId);
  const base = existing?.base ?? null;
  const isSameSource = existing?.isSameSource ?? false;
  const scene: Scene = {
    ...choices,
    keys: partKeys(existing?.diagrams ?? []),
    base: baseParts(base),
    placed: new Map(),
    isSameSource,
  };
  const drawn = planDiagrams(existing, draft, scene);
  const { threats: wanted, notes } = wantedThreats(draft);
  const before = base === null ? [] : wantedThreats(base).threats;
  const register = planThreats(wanted, {
    ...scene,
    base: new Map(before.map((each) => [each.externalId, each])),
    existing: existing?.threats ?? [],
    matrix: choices.matrix,
  });
  const met = new Set(drawn.diagrams.map(({ id }) => id));
  const lost = (existing?.diagrams ?? []).filter(
    ({ row }) => isSameSource && row.externalId !== null && !met.has(row.id),
  );
  return {
    changed,
    diagrams: drawn.diagrams,
    threats: register.threats,
    gone: register.gone,
    goneDiagrams: lost.filter(({ row }) => choices.remove.has(`gone:diagram:${row.id}`)),
    records: [record, ...drawn.records, ...lost.map(({ row }) => goneRecord(row)), ...register.records],
    problems: notes,
    losses: lossesOf(draft),
  };
}

function goneRecord(row: Diagram): SupplyPlanRecord {
  return {
    ...blank,
    key: `gone:diagram:${row.id}`,
    kind: "diagram",
    name: row.name,
    path: row.externalId ?? "",
    action: "remove",
    target: diagramTarget(row),
    matchedBy: "source",
  };
}
