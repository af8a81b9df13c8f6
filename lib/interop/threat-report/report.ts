import { crossingOf } from "../../graph/zones.ts";
import {
  type DraftDiagram,
  type DraftSeverity,
  draftSeverities,
  type DraftThreat,
  type ThreatModelDraft,
} from "../threat-model/draft.ts";
import { severityOfThreat } from "../threat-model/severity-of.ts";

/** What is known of a threat beside the draft: names and dates as they are to be read. */
export type FollowUp = { owner: string; dueOn: string; residual: DraftSeverity | null };

/** A model and its life, as a report tells it. Dates come as words, with their zone; nothing is looked up. */
export type ThreatReport = {
  draft: ThreatModelDraft;
  printedAt: string;
  stage: string;
  scope: readonly { kind: string; name: string }[];
  /** By the external id of the threat. */
  followUp: ReadonlyMap<string, FollowUp>;
  sessions: readonly { title: string; at: string; participants: readonly string[]; summary: string }[];
  versions: readonly { number: number; state: string; at: string; decidedBy: string; digest: string; note: string }[];
};

export const stateWords = {
  suggested: "Suggested",
  accepted: "Open",
  mitigated: "Mitigated",
  accepted_risk: "Risk accepted",
  not_applicable: "Not applicable",
} as const satisfies Record<DraftThreat["state"], string>;

export const mitigationWords = {
  planned: "planned",
  in_progress: "in progress",
  in_place: "in place",
  rejected: "rejected",
} as const;

const stateOrder: readonly DraftThreat["state"][] = [
  "accepted",
  "suggested",
  "accepted_risk",
  "mitigated",
  "not_applicable",
];

/** Threats from the gravest to those without a severity; open ones first among equals. */
export function rankThreats(threats: readonly DraftThreat[]): DraftThreat[] {
  const rank = (threat: DraftThreat) => {
    const severity = severityOfThreat(threat);
    return severity === undefined ? -1 : draftSeverities.indexOf(severity);
  };
  return [...threats].sort(
    (a, b) =>
      rank(b) - rank(a) || stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) || (a.title < b.title ? -1 : 1),
  );
}

/** A severity as it is read; "not rated" where there is none. */
export function severityWord(threat: DraftThreat): string {
  const severity = severityOfThreat(threat);
  return severity === undefined ? "Not rated" : severity.charAt(0).toUpperCase() + severity.slice(1);
}

/** The flows of a diagram that leave or enter zones: names of the zones, in the order in which they are crossed. */
export function crossingsOf({ content }: DraftDiagram): { flowId: string; left: string[]; entered: string[] }[] {
  const diagram = {
    zone: new Map(content.zones.map((zone) => [zone.externalId, { ...zone, id: zone.externalId }])),
    element: new Map(
      content.elements.map((element) => [element.externalId, { ...element, id: element.externalId, bound: null }]),
    ),
    flow: new Map(content.flows.map((flow) => [flow.externalId, { ...flow, id: flow.externalId }])),
    assumption: new Map(),
  };
  return [...diagram.flow.values()].flatMap((flow) => {
    const crossing = crossingOf(diagram, flow);
    if (crossing === null) return [];
    const names = (zones: readonly { name: string }[]) => zones.map(({ name }) => name);
    return [{ flowId: flow.id, left: names(crossing.left), entered: names(crossing.entered) }];
  });
}
