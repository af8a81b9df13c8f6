"use client";

import "./threat-models.css";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { counted } from "@/components/threats/register/threat-words.ts";
import { StateBadge } from "@/components/ui/badge.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { Section } from "@/components/ui/section.tsx";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { SummaryStrip } from "@/components/ui/summary-strip.tsx";
import type { ScopeType } from "@/lib/threats/rules.ts";
import { threatsOfNodeQuery } from "@/lib/threats/register/api.ts";
import type { ThreatsOfNodeDto } from "@/lib/threats/register/schema.ts";
import { reviewMarks } from "./review-words.ts";
import { SeverityCounts } from "./severity-counts.tsx";

function Models({ models }: { models: ThreatsOfNodeDto["threatModels"] }) {
  return (
    <Section title="Threat models that look at it">
      <ul className="mk-diagram-list">
        {models.map(({ id, slug, name, review, open }) => (
          <li key={id}>
            <span>
              <Link className="mk-link" href={`/threat-models/${slug}`}>
                {name}
              </Link>{" "}
              <StateBadge tone={reviewMarks[review].tone}>{reviewMarks[review].words}</StateBadge>
            </span>
            <SeverityCounts open={open} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What threatens one system, model or version: counts by severity, the severest threats, and where they come from. */
export function NodeThreats({ type, id }: { type: ScopeType; id: string }) {
  const found = useQuery(threatsOfNodeQuery(type, id));
  if (found.isPending) return <TextSkeleton lines={4} />;
  if (found.isError) return <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />;
  const { open, mitigated, acceptedRisk, overdue, threatModels, worst } = found.data;
  if (threatModels.length === 0) {
    return (
      <EmptyState
        title="No threat model looks at this yet"
        action={
          <Button component={Link} href="/threat-models/new?start=inventory" variant="default">
            Start a threat model
          </Button>
        }
      >
        A threat model with this in its scope rolls its threats up here: how many are open, how bad, and who sees to
        them.
      </EmptyState>
    );
  }
  return (
    <>
      <SummaryStrip
        cells={[
          { label: "Open", value: <SeverityCounts open={open} /> },
          { label: "Overdue", value: overdue.toLocaleString("en-GB") },
          { label: "Mitigated", value: mitigated.toLocaleString("en-GB") },
          { label: "Risk accepted", value: acceptedRisk.toLocaleString("en-GB") },
        ]}
      />
      <Section
        title="Severest open threats"
        action={
          <Link className="mk-link" href={`/threats?entityType=${type}&entityId=${id}`}>
            All threats
          </Link>
        }
      >
        {worst.length === 0 ? (
          <p>None is open.</p>
        ) : (
          <ul className="mk-model-attention">
            {worst.map((threat) => (
              <li key={threat.id}>
                <SeverityMark level={threat.severity} />
                <Link className="mk-link" href={`/threats/${threat.id}`}>
                  {threat.title}
                </Link>
                <span className="mk-3">{threat.owner?.name ?? "Nobody"}</span>
              </li>
            ))}
          </ul>
        )}
        <p className="mk-3">{counted(threatModels.length, "threat model")} counted.</p>
      </Section>
      <Models models={threatModels} />
    </>
  );
}
