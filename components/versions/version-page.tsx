"use client";

import "./versions.css";
import "@/components/inventory/inventory.css";
import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { IconLock, IconPencil } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { FileCheck } from "@/components/artifacts/file-check.tsx";
import { SignatureCheck } from "@/components/artifacts/signature-check.tsx";
import { EvidencePanel } from "@/components/evidence/evidence-panel.tsx";
import { SensitivityMark, StageTrack } from "@/components/inventory/marks.tsx";
import { GateMark, nextWords } from "@/components/lifecycle/gate-mark.tsx";
import { gateHref, versionHref, WithoutGate } from "@/components/lifecycle/gate-panel.tsx";
import { RetirementView } from "@/components/lifecycle/retirement-view.tsx";
import { useGateRefresh } from "@/components/lifecycle/use-gate-refresh.ts";
import { VersionGates } from "@/components/lifecycle/version-gates.tsx";
import { AsOfAddress } from "@/components/lineage/as-of.tsx";
import { LineageMenuItems } from "@/components/lineage/lineage-action.tsx";
import { EntityTimeline } from "@/components/trail/entity-timeline.tsx";
import { Badge, StateBadge } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Person } from "@/components/ui/person.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { Section } from "@/components/ui/section.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { SummaryStrip } from "@/components/ui/summary-strip.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { UrlTabs, useUrlTab } from "@/components/ui/url-tabs.tsx";
import { releaseVersion, versionHistoryQuery, versionQuery } from "@/lib/inventory/versions/api.ts";
import { versionStateLabels } from "@/lib/inventory/versions/rules.ts";
import type { VersionDto } from "@/lib/inventory/versions/schema.ts";
import { versionGatesQuery } from "@/lib/lifecycle/api.ts";
import type { VersionGatesDto } from "@/lib/lifecycle/schema.ts";
import { meQuery } from "@/lib/people/api.ts";
import { VersionOverview } from "./version-overview.tsx";

const tabIds = ["overview", "gates", "check", "evidence", "history"] as const;

function History({ version, slug }: { version: VersionDto; slug: string }) {
  const history = useInfiniteQuery(versionHistoryQuery(slug, version.label));
  const { data: me } = useQuery(meQuery());
  if (history.isPending) return <TextSkeleton lines={4} />;
  if (history.isError) return <ProblemPanel error={history.error} onRetry={() => void history.refetch()} />;
  return (
    <EntityTimeline
      entity={{ type: "model_version", id: version.id }}
      entries={history.data.pages.flatMap((page) => page.items)}
      names={{}}
      onMore={history.hasNextPage ? () => void history.fetchNextPage() : undefined}
      loadingMore={history.isFetchingNextPage}
      proofs={me?.abilities.includes("audit:read") ?? false}
    />
  );
}

function FileChecks({ version }: { version: VersionDto }) {
  const { data: me } = useQuery(meQuery());
  const mayRecord = me?.abilities.includes("evidence:write") ?? false;
  return (
    <>
      <Section title="Digest and content" note="Gates look at what is put on file here">
        <FileCheck versionId={version.id} artifacts={version.artifacts} mayRecord={mayRecord} />
      </Section>
      {mayRecord ? (
        <Section title="Signature" note="OpenSSF Model Signing">
          <SignatureCheck versionId={version.id} />
        </Section>
      ) : null}
    </>
  );
}

function useRelease(version: VersionDto, slug: string) {
  const refresh = useGateRefresh();
  const [asking, setAsking] = useState(false);
  const release = async () => {
    await releaseVersion(slug, version.label, { expectedVersion: version.version });
    await refresh();
    toastDone({ message: `Version ${version.label} released.` });
  };
  const dialog = (
    <ConfirmDialog
      opened={asking}
      onClose={() => setAsking(false)}
      title={`Release version ${version.label}`}
      confirmLabel="Release version"
      onConfirm={release}
    >
      <p>
        From then on its {version.artifactCount === 1 ? "file" : `${version.artifactCount} files`}, data and results
        never change. Gates to deployment ask for it.
      </p>
    </ConfirmDialog>
  );
  return { ask: () => setAsking(true), dialog };
}

function Strip({ version, gates, slug }: { version: VersionDto; gates: VersionGatesDto; slug: string }) {
  const { current } = gates;
  return (
    <SummaryStrip
      cells={[
        { label: "Owner", value: <Person name={version.model.owner?.name ?? null} />, note: "of the model" },
        { label: "Sensitivity", value: <SensitivityMark level={version.model.sensitivity} />, note: "of the model" },
        { label: "Gate", value: <GateMark state={current} /> },
        {
          label: "Next",
          value:
            current.next === null ? (
              <span className="mk-3">nothing</span>
            ) : (
              <Link className="mk-link" href={gateHref(slug, version.label, current.next.target)}>
                {current.next.blockedBy === 0 ? "Open the gate" : `See what blocks (${current.next.blockedBy})`}
              </Link>
            ),
          note: nextWords(current),
        },
      ]}
    />
  );
}

function Actions({ version, slug, onRelease }: { version: VersionDto; slug: string; onRelease: () => void }) {
  const { edit, release } = version.abilities;
  return (
    <>
      {edit ? (
        <Button
          component={Link}
          href={`${versionHref(slug, version.label)}/edit`}
          variant={release ? "default" : "filled"}
          leftSection={<IconPencil aria-hidden />}
        >
          Edit version
        </Button>
      ) : null}
      {release ? (
        <Button leftSection={<IconLock aria-hidden />} onClick={onRelease}>
          Release
        </Button>
      ) : null}
    </>
  );
}

/** One version of a model: its stage, what its next gate waits for, its files, data and results. */
export function VersionPage({ slug, label }: { slug: string; label: string }) {
  const { data: version } = useSuspenseQuery(versionQuery(slug, label));
  const { data: gates } = useSuspenseQuery(versionGatesQuery(slug, label));
  const tab = useUrlTab(tabIds);
  const release = useRelease(version, slug);
  const draft = version.state === "draft";
  return (
    <>
      <PageHeader
        title={`${version.model.name} ${version.label}`}
        breadcrumb={[
          { label: "Models", href: "/models" },
          { label: version.model.name, href: `/models/${slug}` },
          { label: "Versions", href: `/models/${slug}?tab=versions` },
          { label: version.label },
        ]}
        badges={
          draft ? (
            <Badge>{versionStateLabels.draft}</Badge>
          ) : (
            <StateBadge tone={version.state === "released" ? "green" : "neutral"}>
              {versionStateLabels[version.state]}
            </StateBadge>
          )
        }
        action={<Actions version={version} slug={slug} onRelease={release.ask} />}
        menu={<LineageMenuItems id={version.id} />}
      />
      <div className="mk-model-head">
        <StageTrack stage={version.stage} />
        <WithoutGate slug={slug} state={gates.current} />
        <Strip version={version} gates={gates} slug={slug} />
      </div>
      <UrlTabs
        label="Parts of this version"
        current={tab}
        tabs={[
          { id: "overview", label: "Overview" },
          { id: "gates", label: "Gates" },
          { id: "check", label: "Check files" },
          { id: "evidence", label: "Evidence" },
          { id: "history", label: "History", count: version.version },
        ]}
      />
      <div className="mk-page-body">
        <AsOfAddress type="model_version" id={version.id} />
        {tab === "overview" && gates.retirement !== null ? <RetirementView record={gates.retirement} /> : null}
        {tab === "overview" ? <VersionOverview version={version} /> : null}
        {tab === "gates" ? <VersionGates slug={slug} label={label} /> : null}
        {tab === "check" ? <FileChecks version={version} /> : null}
        {tab === "evidence" ? <EvidencePanel entityType="model_version" entityId={version.id} /> : null}
        {tab === "history" ? <History version={version} slug={slug} /> : null}
      </div>
      {release.dialog}
    </>
  );
}
