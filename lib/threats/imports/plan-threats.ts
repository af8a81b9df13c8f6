import type { Threat } from "../../db/types.ts";
import type { SupplyPlanRecord } from "../../imports/schema.ts";
import type { RiskMatrix } from "../../knowledge/schema.ts";
import { mitigationTo } from "../draft-words.ts";
import type { ThreatData } from "../register/change-threat.ts";
import { ratedSeverity } from "../register/rules.ts";
import { referenceMappings } from "../register/reference-mappings.ts";
import type { Mitigation } from "../register/schema.ts";
import { blank, keyOf, type Placed } from "./plan-parts.ts";
import { isOpen, same, shown } from "./same.ts";
import type { WantedThreat } from "./wanted-threats.ts";

export type PlannedThreat = {
  wanted: WantedThreat;
  target: Placed | null;
  existing: Threat | null;
  /** What is written: everything for a new one, what differs for one that is there. */
  data: ThreatData;
  isSkipped: boolean;
};

export type GoneThreat = { existing: Threat; isChosen: boolean };

type Scene = {
  existing: readonly Threat[];
  placed: ReadonlyMap<string, Placed>;
  base: ReadonlyMap<string, WantedThreat>;
  matrix: RiskMatrix;
  skip: ReadonlySet<string>;
  remove: ReadonlySet<string>;
  isSameSource: boolean;
};

const words = ["title", "description", "grammar", "stride", "linddun", "refs", "likelihood", "impact"] as const;
type Word = (typeof words)[number];

/** The mitigations of a file joined to those that are there: ours keep their control, and proof that the file knows nothing of. */
function joined(wanted: readonly Mitigation[], there: readonly Mitigation[]): Mitigation[] {
  const next = new Map(there.map((each) => [each.id, each]));
  for (const each of wanted) {
    const before = next.get(each.id);
    const isAsFar = before !== undefined && mitigationTo[before.state] === mitigationTo[each.state];
    if (before === undefined) next.set(each.id, each);
    else
      next.set(each.id, {
        ...before,
        title: each.title,
        state: isAsFar ? before.state : each.state,
        note: each.note === "" ? before.note : each.note,
      });
  }
  return [...next.values()].slice(0, 50);
}

/** The state that a file asks for; null when what was decided here stays. Nobody's decision to live with a risk comes from a file. */
function stateFor(wanted: WantedThreat, existing: Threat | null): Pick<Threat, "state" | "stateReason"> | null {
  const state = wanted.state === "accepted_risk" ? "accepted" : wanted.state;
  const next = { state, stateReason: wanted.stateReason };
  if (existing === null) return next;
  const isOpenState = state === "accepted" || state === "suggested";
  if (isOpenState && existing.state === "accepted_risk") return null;
  if (state === "suggested" && existing.state === "accepted") return null;
  const isSame = existing.state === state && (next.stateReason === "" || next.stateReason === existing.stateReason);
  return isSame ? null : next;
}

function wordsData(wanted: WantedThreat, existing: Threat | null, base: WantedThreat | undefined): ThreatData {
  const differs = (field: Word): boolean => {
    if (existing === null) return field !== "grammar" || wanted.grammar !== null;
    if (same(wanted[field], existing[field])) return false;
    if (field === "grammar" && wanted.grammar === null) return false;
    return base === undefined ? !isOpen(wanted[field]) : !same(base[field], wanted[field]);
  };
  return Object.fromEntries(words.filter(differs).map((field) => [field, wanted[field]]));
}

function targetData(target: Placed | null, existing: Threat | null): ThreatData {
  const next = { diagramId: target?.diagramId ?? null, targetPart: target?.part ?? null, targetId: target?.id ?? null };
  if (existing !== null && target === null) return {};
  if (existing !== null && existing.targetId === next.targetId && existing.targetName === target?.name) return {};
  return { ...next, targetName: target?.name ?? "" };
}

function mitigationData(wanted: WantedThreat, existing: Threat | null, base: WantedThreat | undefined): ThreatData {
  const there = (existing?.mitigations ?? []) as Mitigation[];
  if (existing !== null && base !== undefined && same(base.mitigations, wanted.mitigations)) return {};
  const next = joined(wanted.mitigations, there);
  return existing !== null && same(next, there) ? {} : { mitigations: next };
}

function stateData(wanted: WantedThreat, existing: Threat | null, base: WantedThreat | undefined): ThreatData {
  if (existing !== null && base?.state === wanted.state && base.stateReason === wanted.stateReason) return {};
  const state = stateFor(wanted, existing);
  if (state === null) return {};
  return { ...state, ...(existing === null ? {} : { acceptedUntil: null, acceptRequestedBy: null, acceptedBy: null }) };
}

function dataOf(wanted: WantedThreat, target: Placed | null, existing: Threat | null, scene: Scene): ThreatData {
  const base = scene.base.get(wanted.externalId);
  const data: ThreatData = {
    ...wordsData(wanted, existing, base),
    ...targetData(target, existing),
    ...mitigationData(wanted, existing, base),
    ...stateData(wanted, existing, base),
  };
  const says = existing === null || base === undefined || base.severity !== wanted.severity;
  const stated = says ? (wanted.severity ?? existing?.severity ?? "medium") : existing.severity;
  const rated = {
    likelihood: data.likelihood ?? existing?.likelihood ?? null,
    impact: data.impact ?? existing?.impact ?? null,
  };
  const severity: string = ratedSeverity(scene.matrix, rated) ?? stated;
  if (severity !== existing?.severity) data.severity = severity;
  if (data.refs !== undefined) data.taxonomy = referenceMappings(data.refs);
  return data;
}

const hidden = new Set([
  "taxonomy",
  "diagramId",
  "targetPart",
  "targetId",
  "acceptedUntil",
  "acceptRequestedBy",
  "acceptedBy",
]);

function recordOf({ wanted, existing, data }: PlannedThreat): SupplyPlanRecord {
  const changes =
    existing === null
      ? []
      : Object.entries(data)
          .filter(([field]) => !hidden.has(field))
          .map(([field, after]) => ({ field, before: shown(existing[field as keyof Threat]), after: shown(after) }));
  return {
    ...blank,
    key: keyOf("threat", wanted.externalId),
    kind: "threat",
    name: wanted.title,
    detail: data.targetName === undefined || data.targetName === "" ? "" : `at ${data.targetName}`,
    path: wanted.externalId,
    action: existing === null ? "create" : Object.keys(data).length > 0 ? "update" : "keep",
    target: existing === null ? null : targetOf(existing),
    matchedBy: existing === null ? null : "source",
    changes,
  };
}

const targetOf = ({ id, title, version }: Threat): SupplyPlanRecord["target"] => ({
  type: "threat",
  id,
  slug: "",
  name: title,
  version,
});

/** Plans the threats of a file against those of the register. Targets that are left out take their threats with them. */
export function planThreats(wanted: readonly WantedThreat[], scene: Scene) {
  const known = new Map(scene.existing.map((row) => [row.externalId ?? row.id, row]));
  const threats: PlannedThreat[] = [];
  const records: SupplyPlanRecord[] = [];
  for (const each of wanted) {
    const existing = known.get(each.externalId) ?? null;
    const target = each.targetKey === null ? null : (scene.placed.get(each.targetKey) ?? null);
    const isLost = each.targetKey !== null && target === null;
    const isSkipped = isLost || scene.skip.has(keyOf("threat", each.externalId));
    const planned = { wanted: each, target, existing, isSkipped, data: dataOf(each, target, existing, scene) };
    threats.push(planned);
    records.push(recordOf(planned));
  }
  const met = new Set(wanted.map(({ externalId }) => externalId));
  const lost = scene.existing.filter(
    ({ externalId, state }) =>
      scene.isSameSource && externalId !== null && !met.has(externalId) && state !== "not_applicable",
  );
  const gone: GoneThreat[] = lost.map((existing) => ({
    existing,
    isChosen: scene.remove.has(`gone:threat:${existing.id}`),
  }));
  for (const { existing } of gone) {
    const key = `gone:threat:${existing.id}`;
    records.push({
      ...blank,
      key,
      kind: "threat",
      name: existing.title,
      path: existing.externalId ?? "",
      action: "remove",
      target: targetOf(existing),
      matchedBy: "source",
    });
  }
  return { threats, gone, records };
}
