"use client";

import "@/components/inventory/inventory.css";
import "./assets.css";
import { Button } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { IconArchiveOff, IconPencil } from "@tabler/icons-react";
import Link from "next/link";
import { EvidencePanel } from "@/components/evidence/evidence-panel.tsx";
import { SensitivityMark } from "@/components/inventory/marks.tsx";
import { StateBadge } from "@/components/ui/badge.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Person } from "@/components/ui/person.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { SummaryStrip, type SummaryCell } from "@/components/ui/summary-strip.tsx";
import { UrlTabs, useUrlTab } from "@/components/ui/url-tabs.tsx";
import { assetListQuery, assetQuery } from "@/lib/inventory/assets/api.ts";
import { factField } from "@/lib/inventory/assets/field-rules.ts";
import type { AssetKind } from "@/lib/inventory/assets/rules.ts";
import { ListAssetsInput, type AssetDto } from "@/lib/inventory/assets/schema.ts";
import { useArchiveAsset } from "./archive-asset.tsx";
import { StatusBadge } from "./asset-columns.tsx";
import { AsOfAddress } from "@/components/lineage/as-of.tsx";
import { LineageMenuItems } from "@/components/lineage/lineage-action.tsx";
import { AssetHistory } from "./asset-history.tsx";
import { AssetOverview } from "./asset-overview.tsx";
import { DatasetVersions, ValidationBadge } from "./dataset-versions.tsx";
import { factWords } from "./fact-value.tsx";
import { addressOf, crumbsOf, kindWords } from "./kind-words.ts";

const tabIds = ["overview", "versions", "evidence", "history"] as const;

/** The facts of each kind that decide, for the strip. */
const decisive: Readonly<Record<AssetKind, readonly string[]>> = {
  system: ["organizationRole"],
  dataset: ["personalData", "licence"],
  dataset_version: ["rowCount", "sizeBytes"],
  component: ["category", "release", "licence"],
  vendor: ["country", "assessedOn"],
  deployment: ["environment", "exposure", "authentication"],
};

function decisiveCells(asset: AssetDto): SummaryCell[] {
  const facts = asset.facts as Readonly<Record<string, unknown>>;
  return decisive[asset.kind].flatMap((name) => {
    const field = factField(asset.kind, name);
    if (field === undefined) return [];
    return [{ label: field.label, value: factWords(field, facts[name]) ?? <span className="mk-3">not stated</span> }];
  });
}

function Strip({ asset }: { asset: AssetDto }) {
  return (
    <SummaryStrip
      cells={[
        {
          label: "Owner",
          value: <Person name={asset.owner?.name ?? null} />,
          note: asset.team === "" ? "no team stated" : asset.team,
        },
        { label: "Sensitivity", value: <SensitivityMark level={asset.sensitivity} /> },
        ...decisiveCells(asset),
        {
          label: "Last change",
          value: <RelativeTime at={asset.updatedAt} />,
          note: `version ${asset.version} of the record`,
        },
      ]}
    />
  );
}

function Badges({ asset }: { asset: AssetDto }) {
  if (asset.state === "archived") return <StateBadge tone="amber">Archived</StateBadge>;
  if (asset.kind === "dataset_version") return <ValidationBadge result={asset.facts.validation} subject />;
  return asset.status === "" ? null : <StatusBadge status={asset.status} />;
}

function Action({ asset, onRestore }: { asset: AssetDto; onRestore: () => void }) {
  const { one } = kindWords(asset.kind);
  if (asset.abilities.restore) {
    return (
      <Button leftSection={<IconArchiveOff aria-hidden />} onClick={onRestore}>
        Restore {one}
      </Button>
    );
  }
  if (!asset.abilities.edit) return null;
  return (
    <Button component={Link} href={`${addressOf(asset)}/edit`} leftSection={<IconPencil aria-hidden />}>
      Edit {one}
    </Button>
  );
}

function useVersions({ kind, id }: AssetDto) {
  const input = ListAssetsInput.parse({ kind: "dataset_version", parent: id, state: "all" });
  return useQuery({ ...assetListQuery(input), enabled: kind === "dataset" });
}

/** One asset: its state in words, the facts that decide, and its parts as tabs. */
export function AssetPage({ kind, slug }: { kind: AssetKind; slug: string }) {
  const { data: asset } = useSuspenseQuery(assetQuery(kind, slug));
  const versions = useVersions(asset);
  const current = useUrlTab(tabIds);
  const tab = current === "versions" && kind !== "dataset" ? "overview" : current;
  const archive = useArchiveAsset(asset);
  const count = versions.data?.total;
  return (
    <>
      <PageHeader
        title={asset.name}
        breadcrumb={[...crumbsOf(asset), { label: kind === "dataset_version" ? versionLabel(asset) : asset.name }]}
        badges={<Badges asset={asset} />}
        action={<Action asset={asset} onRestore={archive.restore} />}
        menu={
          <>
            <LineageMenuItems id={asset.id} />
            {asset.abilities.archive ? archive.items : null}
          </>
        }
      />
      <div className="mk-model-head mk-asset-head">
        {asset.state === "archived" && asset.archivedAt !== null ? (
          <Notice tone="amber" title={`This ${kindWords(kind).one} is archived`}>
            It left the lists <RelativeTime at={asset.archivedAt} />. Nothing of it is lost.
          </Notice>
        ) : (
          <Strip asset={asset} />
        )}
      </div>
      <UrlTabs
        label={`Parts of this ${kindWords(kind).one}`}
        current={tab}
        tabs={[
          { id: "overview", label: "Overview" },
          ...(kind === "dataset"
            ? [{ id: "versions", label: "Versions", ...(count === undefined ? {} : { count }) }]
            : []),
          { id: "evidence", label: "Evidence" },
          { id: "history", label: "History", count: asset.version },
        ]}
      />
      <div className="mk-page-body">
        <AsOfAddress type={kind} id={asset.id} />
        {tab === "overview" ? <AssetOverview asset={asset} versions={versions.data?.items} /> : null}
        {tab === "versions" ? <DatasetVersions dataset={asset} /> : null}
        {tab === "evidence" ? <EvidencePanel entityType={kind} entityId={asset.id} /> : null}
        {tab === "history" ? <AssetHistory asset={asset} /> : null}
      </div>
      {archive.dialog}
    </>
  );
}

const versionLabel = (asset: AssetDto): string => (asset.kind === "dataset_version" ? asset.facts.label : asset.name);
