"use client";

import "./threat-models.css";
import { Button, Menu } from "@mantine/core";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { MarkdownView } from "@/components/inventory/markdown-view.tsx";
import { AttackPathsTab } from "@/components/threats/attack-paths/attack-paths-tab.tsx";
import { HeatMap } from "@/components/threats/register/heat-map.tsx";
import { ThreatList } from "@/components/threats/register/threat-list.tsx";
import { ThreatModelExportMenu } from "@/components/threats/report/threat-model-export-menu.tsx";
import { SessionsTab } from "@/components/threats/sessions/sessions-tab.tsx";
import { ReviewTab } from "@/components/threats/review/review-tab.tsx";
import { EntityHistory } from "@/components/trail/entity-history.tsx";
import { Badge, StateBadge } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Person } from "@/components/ui/person.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import { PageSkeleton } from "@/components/ui/skeletons.tsx";
import { SummaryStrip } from "@/components/ui/summary-strip.tsx";
import { UrlTabs, useUrlTab } from "@/components/ui/url-tabs.tsx";
import { stageLabels } from "@/lib/inventory/rules.ts";
import { nodeHref, nodeName } from "@/lib/lineage/rules.ts";
import { archiveThreatModel, restoreThreatModel, threatModelQuery } from "@/lib/threats/api.ts";
import { threatModelHistoryQuery } from "@/lib/threats/register/api.ts";
import type { ThreatModelDto } from "@/lib/threats/schema.ts";
import { AssumptionsTab } from "./assumptions-tab.tsx";
import { ModelAttention } from "./model-attention.tsx";
import { ModelDiagrams } from "./model-diagrams.tsx";
import { reviewMarks } from "./review-words.ts";
import { SeverityCounts } from "./severity-counts.tsx";

const tabIds = ["overview", "threats", "paths", "assumptions", "review", "sessions", "history"] as const;

function Strip({ model }: { model: ThreatModelDto }) {
  const review = reviewMarks[model.review];
  return (
    <SummaryStrip
      cells={[
        { label: "Owner", value: <Person name={model.owner?.name ?? null} /> },
        { label: "Stage", value: stageLabels[model.stage] },
        { label: "Open threats", value: <SeverityCounts open={model.open} /> },
        { label: "Review", value: review.words, note: `holds ${model.reviewDays} days` },
        { label: "Last change", value: <RelativeTime at={model.updatedAt} /> },
      ]}
    />
  );
}

function Scope({ model }: { model: ThreatModelDto }) {
  return (
    <Section title="What it looks at">
      {model.description === "" ? null : <MarkdownView text={model.description} />}
      {model.scope.length === 0 ? (
        <p className="mk-3">Nothing of the inventory yet.</p>
      ) : (
        <ul className="mk-scope-chosen">
          {model.scope.map((node) => (
            <li key={node.id}>
              <Link className="mk-link" href={nodeHref(node)}>
                {nodeName(node)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Overview({ model }: { model: ThreatModelDto }) {
  return (
    <div className="mk-threat-model-columns">
      <div>
        <ModelAttention model={model} />
        <Scope model={model} />
      </div>
      <div>
        <ModelDiagrams model={model} />
      </div>
    </div>
  );
}

function Threats({ model }: { model: ThreatModelDto }) {
  const [map, setMap] = useState(false);
  const first = model.diagrams[0];
  return (
    <>
      <p className="mk-threat-models-more">
        <Button variant="default" size="xs" aria-pressed={map} onClick={() => setMap(!map)}>
          {map ? "Show the list" : "Show the heat map of MITRE ATLAS"}
        </Button>
      </p>
      {map ? (
        <HeatMap threatModel={model.id} />
      ) : (
        <ThreatList
          threatModel={model.id}
          empty={
            <EmptyState
              title="No threat is open"
              {...(first === undefined
                ? {}
                : {
                    action: (
                      <Button component={Link} href={`/threat-models/${model.slug}/room?diagram=${first.id}`}>
                        Open the room
                      </Button>
                    ),
                  })}
            >
              In the room, threats are suggested for what is drawn. What you accept comes here.
            </EmptyState>
          }
        />
      )}
    </>
  );
}

function History({ model: { id } }: { model: ThreatModelDto }) {
  return (
    <EntityHistory entity={{ type: "threat_model", id }} history={useInfiniteQuery(threatModelHistoryQuery(id))} />
  );
}

function Archiving({ model, onClose }: { model: ThreatModelDto; onClose: () => void }) {
  const client = useQueryClient();
  const archived = model.state === "archived";
  const act = async () => {
    const saved = await (archived ? restoreThreatModel : archiveThreatModel)(model.id, model.version);
    client.setQueryData(threatModelQuery(model.slug).queryKey, saved);
    void client.invalidateQueries({ queryKey: ["threat_model", "list"] });
    onClose();
  };
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={archived ? "Restore this threat model" : "Archive this threat model"}
      confirmLabel={archived ? "Restore threat model" : "Archive threat model"}
      onConfirm={act}
    >
      {archived
        ? "It comes back into the lists, and its threats into the register."
        : "It leaves the lists, and its threats leave the register. Nothing is lost, and it can be restored."}
    </ConfirmDialog>
  );
}

const parts = {
  overview: Overview,
  threats: Threats,
  paths: AttackPathsTab,
  assumptions: AssumptionsTab,
  review: ReviewTab,
  sessions: ({ model }: { model: ThreatModelDto }) => <SessionsTab threatModel={model} />,
  history: History,
} as const;

/** One threat model: what needs attention, its diagrams, its threats, and everything that happened to it. */
export function ThreatModelPage({ slug }: { slug: string }) {
  const found = useQuery(threatModelQuery(slug));
  const tab = useUrlTab(tabIds);
  const [archiving, setArchiving] = useState(false);
  const model = found.data;
  if (model === undefined) {
    return found.isError ? <ProblemPanel error={found.error} onRetry={() => void found.refetch()} /> : <PageSkeleton />;
  }
  const archived = model.state === "archived";
  const first = model.diagrams[0];
  const review = reviewMarks[model.review];
  const open = model.open.critical + model.open.high + model.open.medium + model.open.low;
  const Part = parts[tab];
  return (
    <>
      <PageHeader
        title={model.name}
        breadcrumb={[{ label: "Threat models", href: "/threat-models" }, { label: model.name }]}
        badges={
          <>
            {archived ? (
              <StateBadge tone="amber">Archived</StateBadge>
            ) : (
              <StateBadge tone={review.tone}>{review.words}</StateBadge>
            )}
            {model.running ? <Badge tone="green">Session running</Badge> : null}
          </>
        }
        action={
          archived || first === undefined ? undefined : (
            <Button component={Link} href={`/threat-models/${model.slug}/room?diagram=${first.id}`}>
              Open the room
            </Button>
          )
        }
        menu={
          <>
            {model.abilities.edit ? (
              <>
                <Menu.Item component={Link} href={`/threat-models/${model.slug}/edit`}>
                  Edit name, scope and settings
                </Menu.Item>
                <Menu.Divider />
              </>
            ) : null}
            <ThreatModelExportMenu id={model.id} slug={model.slug} />
            {model.abilities.archive ? (
              <>
                <Menu.Divider />
                <Menu.Item onClick={() => setArchiving(true)}>
                  {archived ? "Restore threat model" : "Archive threat model"}
                </Menu.Item>
              </>
            ) : null}
          </>
        }
      />
      <div className="mk-threat-model-head">
        {archived ? (
          <Notice tone="amber" title="This threat model is archived">
            It left the lists. Nothing of it is lost.
          </Notice>
        ) : (
          <Strip model={model} />
        )}
      </div>
      <UrlTabs
        label="Parts of this threat model"
        current={tab}
        tabs={[
          { id: "overview", label: "Overview" },
          { id: "threats", label: "Threats", count: open },
          { id: "paths", label: "Attack paths" },
          { id: "assumptions", label: "Assumptions" },
          { id: "review", label: "Review" },
          { id: "sessions", label: "Sessions" },
          { id: "history", label: "History", count: model.version },
        ]}
      />
      <div className="mk-page-body">
        <Part model={model} />
      </div>
      {archiving ? <Archiving model={model} onClose={() => setArchiving(false)} /> : null}
    </>
  );
}
