"use client";

import "./inventory.css";
import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { IconArchiveOff, IconPencil } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { Badge, StateBadge } from "@/components/ui/badge.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Person } from "@/components/ui/person.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { SummaryStrip } from "@/components/ui/summary-strip.tsx";
import { ModelGatePanel } from "@/components/lifecycle/gate-panel.tsx";
import { NodeThreats } from "@/components/threats/models/node-threats.tsx";
import { VersionsTab } from "@/components/versions/versions-tab.tsx";
import { EvidencePanel } from "@/components/evidence/evidence-panel.tsx";
import { UrlTabs, useUrlTab } from "@/components/ui/url-tabs.tsx";
import { modelQuery } from "@/lib/inventory/api.ts";
import { kindLabels, stageStates } from "@/lib/inventory/rules.ts";
import type { ModelDto } from "@/lib/inventory/schema.ts";
import { useArchive } from "./archive-action.tsx";
import { CardView } from "./card-view.tsx";
import { SensitivityMark, StageTrack } from "./marks.tsx";
import { AsOfAddress } from "@/components/lineage/as-of.tsx";
import { LineageMenuItems } from "@/components/lineage/lineage-action.tsx";
import { ModelHistory } from "./model-history.tsx";
import { ModelOverview } from "./model-overview.tsx";

const ModelTelemetry = dynamic(
  () => import("@/components/telemetry/model-telemetry.tsx").then((module) => module.ModelTelemetry),
  { loading: () => <TextSkeleton lines={6} /> },
);

const tabIds = ["overview", "versions", "threats", "telemetry", "card", "evidence", "history"] as const;

function Strip({ model }: { model: ModelDto }) {
  return (
    <SummaryStrip
      cells={[
        {
          label: "Owner",
          value: <Person name={model.owner?.name ?? null} />,
          note: model.team === "" ? "no team stated" : model.team,
        },
        { label: "Kind", value: kindLabels[model.kind], note: model.tasks[0] ?? "no task stated" },
        { label: "Sensitivity", value: <SensitivityMark level={model.sensitivity} /> },
        { label: "Provider", value: model.provider === "" ? <span className="mk-3">not stated</span> : model.provider },
        { label: "Licence", value: model.licence === "" ? <span className="mk-3">not stated</span> : model.licence },
        {
          label: "Last change",
          value: <RelativeTime at={model.updatedAt} />,
          note: `version ${model.version} of the record`,
        },
      ]}
    />
  );
}

function CardTab({ model }: { model: ModelDto }) {
  if (model.card !== null) return <CardView draft={model.card.draft} />;
  return (
    <EmptyState
      title="This model has no card"
      {...(model.abilities.edit
        ? {
            action: (
              <Button component={Link} href="/models/import" variant="default">
                Import its model card
              </Button>
            ),
          }
        : {})}
    >
      A model card states data, measured values, limits and terms. Import the card of a model with this name, and
      everything it states is kept here, with the line it stands on.
    </EmptyState>
  );
}

function Actions({ model, onRestore }: { model: ModelDto; onRestore: () => void }) {
  if (model.abilities.restore) {
    return (
      <Button leftSection={<IconArchiveOff aria-hidden />} onClick={onRestore}>
        Restore model
      </Button>
    );
  }
  if (!model.abilities.edit) return null;
  return (
    <Button component={Link} href={`/models/${model.slug}/edit`} leftSection={<IconPencil aria-hidden />}>
      Edit model
    </Button>
  );
}

function Overview({ model }: { model: ModelDto }) {
  return (
    <>
      {model.state === "archived" ? null : (
        <div className="mk-model-gates">
          <ModelGatePanel id={model.id} slug={model.slug} />
        </div>
      )}
      <ModelOverview model={model} />
    </>
  );
}

/** One model: its state in words, its stage, the facts that decide, and its parts as tabs. */
export function ModelPage({ slug }: { slug: string }) {
  const { data: model } = useSuspenseQuery(modelQuery(slug));
  const tab = useUrlTab(tabIds);
  const archive = useArchive(model);
  const archived = model.state === "archived";
  return (
    <>
      <PageHeader
        title={model.name}
        breadcrumb={[{ label: "Inventory" }, { label: "Models", href: "/models" }, { label: model.name }]}
        badges={
          archived ? (
            <StateBadge tone="amber">Archived</StateBadge>
          ) : (
            <>
              <Badge>{stageStates[model.stage]}</Badge>
              {model.card === null ? null : <Badge tone="blue">From a model card</Badge>}
            </>
          )
        }
        action={<Actions model={model} onRestore={archive.restore} />}
        menu={
          <>
            <LineageMenuItems id={model.id} />
            {model.abilities.archive ? archive.items : null}
          </>
        }
      />
      <div className="mk-model-head">
        <StageTrack stage={model.stage} />
        {archived && model.archivedAt !== null ? (
          <Notice tone="amber" title="This model is archived">
            It left the lists <RelativeTime at={model.archivedAt} />. Nothing of it is lost.
          </Notice>
        ) : (
          <Strip model={model} />
        )}
      </div>
      <UrlTabs
        label="Parts of this model"
        current={tab}
        tabs={[
          { id: "overview", label: "Overview" },
          { id: "versions", label: "Versions" },
          { id: "threats", label: "Threats" },
          { id: "telemetry", label: "Telemetry" },
          { id: "card", label: "Card", ...(model.card === null ? {} : { count: model.card.draft.sections.length }) },
          { id: "evidence", label: "Evidence" },
          { id: "history", label: "History", count: model.version },
        ]}
      />
      <div className="mk-page-body">
        <AsOfAddress type="model" id={model.id} />
        {tab === "overview" ? <Overview model={model} /> : null}
        {tab === "versions" ? <VersionsTab slug={slug} /> : null}
        {tab === "threats" ? <NodeThreats type="model" id={model.id} /> : null}
        {tab === "telemetry" ? <ModelTelemetry slug={model.slug} /> : null}
        {tab === "card" ? <CardTab model={model} /> : null}
        {tab === "evidence" ? <EvidencePanel entityType="model" entityId={model.id} /> : null}
        {tab === "history" ? <ModelHistory id={model.id} slug={slug} /> : null}
      </div>
      {archive.dialog}
    </>
  );
}
