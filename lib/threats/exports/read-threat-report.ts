import { printSvg } from "../../graph/print-svg.ts";
import { placeNames } from "../../interop/threat-model/place-names.ts";
import {
  crossingsOf,
  mitigationWords,
  rankThreats,
  severityWord,
  stateWords,
} from "../../interop/threat-report/report.ts";
import { defineQuery } from "../../kernel/query.ts";
import { reportOf } from "./report-of.ts";
import { ThreatReportDto, ThreatReportInput } from "./schema.ts";

/** A threat model as it is printed: scope, drawings, threats by severity, assumptions, crossings, sessions, versions. */
export const readThreatReport = defineQuery({
  name: "threat_model.report",
  summary: "Read a threat model as a report to print",
  permission: "threat:read",
  http: "GET /threat-models/{id}/report",
  input: ThreatReportInput,
  output: ThreatReportDto,
  async run({ db, input, ctx }) {
    const { whole, report } = await reportOf(db, ctx, input.id);
    const { draft, followUp } = report;
    const places = placeNames(draft);
    const named = (key: string): string => places.get(key)?.name ?? "";
    const mitigations = new Map(draft.mitigations.map((each) => [each.externalId, each]));
    return {
      slug: whole.row.slug,
      name: draft.name,
      description: draft.description,
      stage: report.stage,
      printedAt: report.printedAt,
      scope: [...report.scope],
      diagrams: whole.diagrams.map(({ row, content }, index) => {
        const drawn = draft.diagrams[index];
        const crossings = drawn === undefined ? [] : crossingsOf(drawn);
        return {
          name: row.name,
          svg: printSvg(content, { title: row.name }),
          crossings: crossings.map(({ flowId, left, entered }) => ({
            flow: named(flowId),
            left: left.join(", "),
            entered: entered.join(", "),
          })),
        };
      }),
      threats: rankThreats(draft.threats).map((threat) => ({
        title: threat.title,
        severity: severityWord(threat),
        state: stateWords[threat.state],
        reason: threat.stateReason,
        at: threat.targets.map(named).join(", "),
        owner: followUp.get(threat.externalId)?.owner ?? "Nobody",
        dueOn: followUp.get(threat.externalId)?.dueOn ?? "",
        description: threat.description,
        mitigations: threat.mitigations.flatMap((key) => {
          const found = mitigations.get(key);
          return found === undefined ? [] : [`${found.title} (${mitigationWords[found.state]})`];
        }),
      })),
      assumptions: draft.assumptions.map(({ text, aboutId, state, validUntil }) => ({
        text,
        about: aboutId === null ? "Everything" : named(aboutId),
        state,
        validUntil: validUntil ?? "",
      })),
      sessions: report.sessions.map((session) => ({ ...session, participants: [...session.participants] })),
      versions: [...report.versions],
    };
  },
});
