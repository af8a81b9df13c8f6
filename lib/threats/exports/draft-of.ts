import type { Diagram, Threat, ThreatModel } from "../../db/types.ts";
import type {
  DraftAssumption,
  DraftDiagram,
  DraftMitigation,
  DraftThreat,
  ThreatModelDraft,
} from "../../interop/threat-model/draft.ts";
import { grammarTo, linddunWords, mitigationTo, strideWords, wordsFor } from "../draft-words.ts";
import { partKeys, placeOf, type DrawnDiagram } from "../part-keys.ts";
import { dayOf, stateOn } from "../register/rules.ts";
import type { Mitigation, ThreatDto } from "../register/schema.ts";
import type { Severity } from "../../knowledge/severity.ts";
import type { ThreatState } from "../rules.ts";

/** A threat model with everything that a file can carry of it. */
export type WholeModel = {
  row: ThreatModel;
  diagrams: readonly DrawnDiagram<Diagram>[];
  threats: readonly Threat[];
  owner: string | null;
};

type Keys = ReadonlyMap<string, string>;
type Known = { mitigations: Map<string, DraftMitigation>; keys: Keys; today: string };

const LONGEST_TITLE = 200;

function diagramOf({ row, content }: DrawnDiagram<Diagram>, keys: Keys): DraftDiagram {
  const key = (id: string): string => keys.get(placeOf(row.id, id)) ?? id;
  const keyOrNull = (id: string | null): string | null => (id === null ? null : key(id));
  return {
    externalId: row.externalId ?? row.id,
    name: row.name,
    description: "",
    content: {
      zones: [...content.zone.values()].map(({ id, ...zone }) => ({
        ...zone,
        externalId: key(id),
        parentId: keyOrNull(zone.parentId),
      })),
      elements: [...content.element.values()].map(({ id, bound: _bound, ...element }) => ({
        ...element,
        externalId: key(id),
        zoneId: keyOrNull(element.zoneId),
      })),
      flows: [...content.flow.values()].map(({ id, ...flow }) => ({
        ...flow,
        externalId: key(id),
        sourceId: key(flow.sourceId),
        targetId: key(flow.targetId),
      })),
    },
  };
}

function assumptionsOf({ row, content }: DrawnDiagram<Diagram>, keys: Keys): DraftAssumption[] {
  const key = (id: string): string => keys.get(placeOf(row.id, id)) ?? id;
  return [...content.assumption.values()].map(({ id, ...assumption }) => ({
    ...assumption,
    externalId: key(id),
    aboutId: assumption.aboutId === null ? null : key(assumption.aboutId),
  }));
}

/** Keeps a mitigation and gives its id: the same one for threats that share it, another where they say different things of it. */
function keep(known: Map<string, DraftMitigation>, { id, title, note, state }: Mitigation, threatId: string): string {
  const wanted = { title: title.slice(0, LONGEST_TITLE), description: note, state: mitigationTo[state] };
  const there = known.get(id);
  const isOther =
    there !== undefined && (there.title !== wanted.title || there.description !== note || there.state !== wanted.state);
  const externalId = isOther ? `${id}@${threatId}` : id;
  known.set(externalId, { externalId, ...wanted });
  return externalId;
}

function threatOf(row: Threat, { mitigations, keys, today }: Known): DraftThreat {
  const target =
    row.diagramId === null || row.targetId === null ? undefined : keys.get(placeOf(row.diagramId, row.targetId));
  const until = row.acceptedUntil === null ? null : dayOf(row.acceptedUntil);
  return {
    externalId: row.externalId ?? row.id,
    title: row.title.slice(0, LONGEST_TITLE),
    description: row.description,
    targets: target === undefined ? [] : [target],
    stride: wordsFor(strideWords, row.stride),
    linddun: wordsFor(linddunWords, row.linddun),
    severity: row.severity as Severity,
    likelihood: row.likelihood,
    impact: row.impact,
    state: stateOn({ state: row.state as ThreatState, acceptedUntil: until }, today),
    stateReason: row.stateReason,
    mitigations: (row.mitigations as Mitigation[]).map((each) => keep(mitigations, each, row.id)),
    grammar: grammarTo(row.grammar as ThreatDto["grammar"]),
    references: row.refs,
    score: null,
  };
}

/** A threat model as files carry it, each thing under the id by which it is found again; and the keys of its parts. */
export function draftOf({ row, diagrams, threats, owner }: WholeModel, now: Date): ThreatModelDraft {
  const keys = partKeys(diagrams);
  const known: Known = { mitigations: new Map(), keys, today: dayOf(now) };
  return {
    externalId: row.externalId ?? row.id,
    name: row.name,
    description: row.description,
    diagrams: diagrams.map((diagram) => diagramOf(diagram, keys)),
    assumptions: diagrams.flatMap((diagram) => assumptionsOf(diagram, keys)),
    threats: threats.map((threat) => threatOf(threat, known)),
    mitigations: [...known.mitigations.values()],
    participants: owner === null ? [] : [{ name: owner.slice(0, 200), role: "owner" }],
    notCarried: [],
  };
}
