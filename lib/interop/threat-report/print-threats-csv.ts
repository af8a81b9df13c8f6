import { csvLine } from "../../rules/csv/csv-line.ts";
import { placeNames } from "../threat-model/place-names.ts";
import { strideLabels } from "../threat-model/threat-words.ts";
import { mitigationWords, rankThreats, severityWord, stateWords, type ThreatReport } from "./report.ts";

const HEADINGS =
  "Id,Threat,Severity,State,Reason,At,Likelihood,Impact,Residual severity,Owner,Due,STRIDE,LINDDUN,References,Mitigations,Description";

/** The threats of a model as CSV, the gravest first; text that a spreadsheet would run as a formula is made harmless. */
export function printThreatsCsv({ draft, followUp }: Pick<ThreatReport, "draft" | "followUp">): string {
  const places = placeNames(draft);
  const known = new Map(draft.mitigations.map((mitigation) => [mitigation.externalId, mitigation]));
  const lines = rankThreats(draft.threats).map((threat) => {
    const more = followUp.get(threat.externalId);
    const mitigations = threat.mitigations.map((id) => known.get(id)).filter((mitigation) => mitigation !== undefined);
    return csvLine([
      threat.externalId,
      threat.title,
      severityWord(threat),
      stateWords[threat.state],
      threat.stateReason,
      threat.targets.map((id) => places.get(id)?.path ?? id).join("; "),
      threat.likelihood ?? "",
      threat.impact ?? "",
      more?.residual ?? "",
      more?.owner ?? "",
      more?.dueOn ?? "",
      threat.stride.map((name) => strideLabels[name]).join("; "),
      threat.linddun.join("; "),
      threat.references.join("; "),
      mitigations.map(({ title, state }) => `${title} (${mitigationWords[state]})`).join("; "),
      threat.description,
    ]);
  });
  return csvLine(HEADINGS.split(",")) + lines.join("");
}
