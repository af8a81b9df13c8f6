"use client";

import "./threat-report.css";
import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { threatReportQuery } from "@/lib/threats/exports/api.ts";
import type { ThreatReportDto } from "@/lib/threats/exports/schema.ts";
import { dayWords } from "../register/threat-words.ts";
import { ReportTable } from "./report-table.tsx";

type Diagram = ThreatReportDto["diagrams"][number];

function Drawing({ name, svg, crossings }: Diagram) {
  return (
    <>
      <h2>Diagram: {name}</h2>
      {/* A picture cannot run anything, whatever people called their elements. */}
      <img
        className="mk-report-drawing"
        alt={`Drawing of ${name}; its elements and flows stand in the room's table too`}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
      />
      <ReportTable
        label={`Crossings of ${name}`}
        headings={["Flow", "Leaves", "Enters"]}
        rows={crossings.map(({ flow, left, entered }) => [
          flow,
          left === "" ? "–" : left,
          entered === "" ? "–" : entered,
        ])}
        empty="No flow crosses a zone."
      />
    </>
  );
}

function Threats({ threats }: Pick<ThreatReportDto, "threats">) {
  return (
    <>
      <h2>Threats</h2>
      <ReportTable
        label="Threats by severity"
        headings={["Severity", "Threat", "At", "State", "Owner", "Due", "Mitigations"]}
        rows={threats.map((threat) => [
          threat.severity,
          threat.title,
          threat.at === "" ? "Everything" : threat.at,
          threat.reason === "" ? threat.state : `${threat.state}: ${threat.reason}`,
          threat.owner,
          threat.dueOn === "" ? "No date" : dayWords(threat.dueOn),
          threat.mitigations.length === 0 ? "None" : threat.mitigations.join("; "),
        ])}
        empty="No threats are known."
      />
    </>
  );
}

function Life({ assumptions, sessions, versions }: Pick<ThreatReportDto, "assumptions" | "sessions" | "versions">) {
  return (
    <>
      <h2>Assumptions</h2>
      <ReportTable
        label="Assumptions"
        headings={["Assumption", "About", "State", "Valid until"]}
        rows={assumptions.map(({ text, about, state, validUntil }) => [
          text,
          about,
          state.charAt(0).toUpperCase() + state.slice(1),
          validUntil === "" ? "No end" : dayWords(validUntil),
        ])}
        empty="Nothing was assumed."
      />
      <h2>Sessions</h2>
      <ReportTable
        label="Sessions"
        headings={["Session", "When", "With", "What came of it"]}
        rows={sessions.map(({ title, at, participants, summary }) => [title, at, participants.join(", "), summary])}
        empty="No session was held yet."
      />
      <h2>Versions</h2>
      <ReportTable
        label="Versions"
        headings={["Version", "State", "When", "Decided by", "Digest", "Note"]}
        rows={versions.map(({ number, state, at, decidedBy, digest, note }) => [
          String(number),
          state,
          at,
          decidedBy,
          digest,
          note,
        ])}
        empty="No version was made yet."
      />
    </>
  );
}

/** A threat model on paper: everything that somebody who decides about it has to read, in one page to print or save as PDF. */
export function ThreatReportPage({ slug }: { slug: string }) {
  const { data: report } = useSuspenseQuery(threatReportQuery(slug));
  return (
    <>
      <PageHeader
        title={`Report: ${report.name}`}
        breadcrumb={[
          { label: "Threat models", href: "/threat-models" },
          { label: report.name, href: `/threat-models/${report.slug}` },
          { label: "Report" },
        ]}
        subtitle={`${report.stage}. As of ${report.printedAt}.`}
        action={
          <Button
            className="mk-report-actions"
            leftSection={<IconPrinter aria-hidden />}
            onClick={() => window.print()}
          >
            Print or save as PDF
          </Button>
        }
        line
      />
      <div className="mk-page-body mk-report">
        {report.description === "" ? null : <p className="mk-report-text">{report.description}</p>}
        <h2>Scope</h2>
        <ReportTable
          label="Scope"
          headings={["Kind", "Name"]}
          rows={report.scope.map(({ kind, name }) => [kind, name])}
          empty="Nothing is named as its scope."
        />
        {report.diagrams.map((diagram, index) => (
          <Drawing key={index} {...diagram} />
        ))}
        <Threats threats={report.threats} />
        <Life assumptions={report.assumptions} sessions={report.sessions} versions={report.versions} />
      </div>
    </>
  );
}
