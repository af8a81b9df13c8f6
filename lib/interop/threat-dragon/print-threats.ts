import type { JsonObject } from "../supply-chain/json/parts.ts";
import type { DraftMitigation, DraftThreat } from "../threat-model/draft.ts";
import { severityOfThreat } from "../threat-model/severity-of.ts";
import { strideLabels } from "../threat-model/threat-words.ts";
import { ownKey } from "./own-words.ts";

const statuses = {
  suggested: "Open",
  accepted: "Open",
  mitigated: "Mitigated",
  accepted_risk: "Accepted",
  not_applicable: "NotApplicable",
} as const satisfies Record<DraftThreat["state"], string>;

const linddunLabels = {
  Linking: "Linkability",
  Identifying: "Identifiability",
  NonRepudiation: "Non-repudiation",
  Detecting: "Detectability",
  DataDisclosure: "Disclosure of information",
  UnawarenessUnintervenability: "Unawareness",
  NonCompliance: "Non-compliance",
} as const satisfies Record<DraftThreat["linddun"][number], string>;

/** Whether Threat Dragon shows a threat as open. */
export function isOpen({ state }: DraftThreat): boolean {
  return state === "suggested" || state === "accepted";
}

/** What a mitigation says, in several lines. */
export function mitigationText({ title, description }: DraftMitigation): string {
  if (description === "" || description === title) return title;
  const opening = title.endsWith("…") ? title.slice(0, -1) : title;
  return description.startsWith(opening) ? description : `${title}\n${description}`;
}

/** A threat as a cell carries it; `number` counts through the model from 1. */
export function printThreat(
  threat: DraftThreat,
  number: number,
  mitigations: ReadonlyMap<string, DraftMitigation>,
): JsonObject {
  const [stride] = threat.stride;
  const [linddun] = threat.linddun;
  const severity = severityOfThreat(threat);
  const visible = {
    title: threat.title,
    status: statuses[threat.state],
    severity: severity === undefined ? "TBD" : severity.charAt(0).toUpperCase() + severity.slice(1),
    type: stride !== undefined ? strideLabels[stride] : linddun === undefined ? "" : linddunLabels[linddun],
    description: threat.description,
    mitigation: threat.mitigations
      .map((id) => mitigations.get(id))
      .filter((mitigation) => mitigation !== undefined)
      .map(mitigationText)
      .join("\n\n"),
  };
  const { title: _, description: __, score, ...own } = threat;
  const { status, severity: printedSeverity, type, mitigation } = visible;
  return {
    id: threat.externalId.length < 2 ? `threat-${threat.externalId}` : threat.externalId,
    ...visible,
    modelType: stride === undefined && linddun !== undefined ? "LINDDUN" : "STRIDE",
    new: false,
    number,
    score: score ?? "",
    [ownKey]: { ...own, printed: { status, severity: printedSeverity, type, mitigation } },
  };
}
