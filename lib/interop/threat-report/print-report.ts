import { printFlowchart } from "../mermaid/print-mermaid.ts";
import type { DraftDiagram, DraftThreat, ThreatModelDraft } from "../threat-model/draft.ts";
import { type PlaceName, placeNames } from "../threat-model/place-names.ts";
import { strideLabels } from "../threat-model/threat-words.ts";
import { block, inline, table } from "./markdown-text.ts";
import { crossingsOf, mitigationWords, rankThreats, severityWord, stateWords, type ThreatReport } from "./report.ts";

/**
 * A report in Markdown (GitHub's, with Mermaid diagrams): scope, diagrams, threats by severity with state, owner and due
 * date, each threat in full, mitigations, assumptions, crossings, sessions, versions. What people wrote is shown as text,
 * never as markup.
 */
export function printThreatReport(report: ThreatReport): string {
  const { draft } = report;
  const places = placeNames(draft);
  const sections = [
    `# ${inline(draft.name)}`,
    `Threat model, ${inline(report.stage)}. Printed ${inline(report.printedAt)}.`,
    block(draft.description),
    "## Scope",
    table(
      ["Kind", "Name"],
      report.scope.map(({ kind, name }) => [kind, name]),
      "Nothing is named as its scope.",
    ),
    ...draft.diagrams.flatMap((diagram) => diagramSection(diagram, places)),
    "## Threats",
    threatTable(report, places),
    ...rankThreats(draft.threats).map((threat) => threatSection(threat, draft, places)),
    "## Assumptions",
    table(
      ["Assumption", "About", "State", "Valid until"],
      draft.assumptions.map(({ text, aboutId, state, validUntil }) => [
        text,
        aboutId === null ? "Everything" : (places.get(aboutId)?.name ?? "Everything"),
        state.charAt(0).toUpperCase() + state.slice(1),
        validUntil ?? "No end",
      ]),
      "Nothing was assumed.",
    ),
    "## Sessions",
    ...sessionSections(report),
    "## Versions",
    table(
      ["Version", "State", "When", "Decided by", "Digest", "Note"],
      report.versions.map(({ number, state, at, decidedBy, digest, note }) => [
        String(number),
        state,
        at,
        decidedBy,
        digest,
        note,
      ]),
      "No version was made yet.",
    ),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function diagramSection(diagram: DraftDiagram, places: ReadonlyMap<string, PlaceName>): string[] {
  const rows = crossingsOf(diagram).map(({ flowId, left, entered }) => [
    places.get(flowId)?.name ?? "",
    left.join(", ") || "–",
    entered.join(", ") || "–",
  ]);
  return [
    `## Diagram: ${inline(diagram.name)}`,
    block(diagram.description),
    `\`\`\`mermaid\n${printFlowchart(diagram, false)}\`\`\``,
    "### Crossings",
    table(["Flow", "Leaves", "Enters"], rows, "No flow crosses a zone."),
  ];
}

function threatTable({ draft, followUp }: ThreatReport, places: ReadonlyMap<string, PlaceName>): string {
  const rows = rankThreats(draft.threats).map((threat) => {
    const more = followUp.get(threat.externalId);
    return [
      severityWord(threat),
      threat.title,
      targetNames(threat, places),
      stateWords[threat.state],
      more?.owner ?? "Nobody",
      more?.dueOn === undefined || more.dueOn === "" ? "No date" : more.dueOn,
    ];
  });
  return table(["Severity", "Threat", "At", "State", "Owner", "Due"], rows, "No threats are known.");
}

function targetNames({ targets }: DraftThreat, places: ReadonlyMap<string, PlaceName>): string {
  const names = targets.map((id) => places.get(id)?.name).filter((name) => name !== undefined);
  return names.length === 0 ? "Everything" : names.join(", ");
}

function threatSection(threat: DraftThreat, draft: ThreatModelDraft, places: ReadonlyMap<string, PlaceName>): string {
  const { grammar, likelihood, impact } = threat;
  const said = grammar === null ? [] : Object.entries(grammar).filter(([, text]) => text !== "");
  const facts: [string, string][] = [
    ["Severity", severityWord(threat)],
    [
      "Likelihood and impact",
      likelihood === null && impact === null ? "" : `${likelihood ?? "?"} of 5, ${impact ?? "?"} of 5`,
    ],
    ["At", targetNames(threat, places)],
    ["State", `${stateWords[threat.state]}${threat.stateReason === "" ? "" : `: ${threat.stateReason}`}`],
    ...said.map(([part, text]): [string, string] => [part.charAt(0).toUpperCase() + part.slice(1), text]),
    ["Categories", [...threat.stride.map((name) => strideLabels[name]), ...threat.linddun].join(", ")],
    ["References", threat.references.join(", ")],
  ];
  const known = new Map(draft.mitigations.map((mitigation) => [mitigation.externalId, mitigation]));
  const mitigations = threat.mitigations.map((id) => known.get(id)).filter((mitigation) => mitigation !== undefined);
  const list = [
    ...facts.filter(([, text]) => text !== "").map(([name, text]) => `- **${name}:** ${inline(text)}`),
    ...mitigations.map(({ title, state }) => `- **Mitigation (${mitigationWords[state]}):** ${inline(title)}`),
  ];
  return [`### ${inline(threat.title)}`, block(threat.description), list.join("\n")]
    .filter((text) => text !== "")
    .join("\n\n");
}

function sessionSections({ sessions }: ThreatReport): string[] {
  if (sessions.length === 0) return ["No session was held yet."];
  return sessions.map(({ title, at, participants, summary }) => {
    const people = participants.length === 0 ? "Nobody is recorded." : `With ${participants.map(inline).join(", ")}.`;
    return [`### ${inline(title)}`, `${inline(at)}. ${people}`, block(summary)]
      .filter((text) => text !== "")
      .join("\n\n");
  });
}
