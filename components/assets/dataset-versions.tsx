"use client";

import "@/components/people/settings.css";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { StateBadge, type Tone } from "@/components/ui/badge.tsx";
import { DataTable } from "@/components/ui/data-table/data-table.tsx";
import { tablePage } from "@/components/ui/data-table/table-page.ts";
import type { Column } from "@/components/ui/data-table/types.ts";
import { useListState } from "@/components/ui/data-table/use-list-state.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { formatBytes } from "@/components/ui/file-size.ts";
import { Digest } from "@/components/ui/mono.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { assetListQuery } from "@/lib/inventory/assets/api.ts";
import { validationLabels } from "@/lib/inventory/assets/fact-rules.ts";
import { ListAssetsInput, type AssetDto, type AssetSummaryDto } from "@/lib/inventory/assets/schema.ts";

const validationTones: Readonly<Record<string, Tone>> = { passed: "green", failed: "red", not_run: "neutral" };

/** The result of a validation as a mark with its word; with its subject where no column says it. */
export function ValidationBadge({ result, subject = false }: { result: string; subject?: boolean }) {
  const label = (validationLabels[result as keyof typeof validationLabels] as string | undefined) ?? result;
  const words = subject && result !== "not_run" ? `Validation ${label.toLowerCase()}` : label;
  return <StateBadge tone={validationTones[result] ?? "neutral"}>{words}</StateBadge>;
}

const muted = <span className="mk-3">–</span>;
const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : muted);

const columns: readonly Column<AssetSummaryDto>[] = [
  { id: "label", label: "Version", cell: ({ facts }) => text(facts["label"]) },
  { id: "name", label: "Name", sortable: true, hidden: true, cell: ({ name }) => name },
  {
    id: "rowCount",
    label: "Rows",
    numeric: true,
    width: "140px",
    cell: ({ facts }) => (typeof facts["rowCount"] === "number" ? facts["rowCount"].toLocaleString("en-GB") : muted),
  },
  {
    id: "sizeBytes",
    label: "Size",
    numeric: true,
    width: "110px",
    cell: ({ facts }) => (typeof facts["sizeBytes"] === "number" ? formatBytes(facts["sizeBytes"]) : muted),
  },
  {
    id: "validation",
    label: "Validation",
    width: "150px",
    cell: ({ facts }) => <ValidationBadge result={String(facts["validation"])} />,
  },
  {
    id: "digest",
    label: "Digest",
    width: "240px",
    cell: ({ facts }) =>
      typeof facts["digest"] === "string" ? (
        <Digest value={`sha256:${facts["digest"]}`} />
      ) : (
        <span className="mk-3">none</span>
      ),
  },
  {
    id: "createdAt",
    label: "Added",
    sortable: true,
    width: "130px",
    cell: ({ createdAt }) => <RelativeTime at={createdAt} focusable={false} />,
  },
];

/** The versions of a dataset, newest first: what models were trained and evaluated on. */
export function DatasetVersions({ dataset }: { dataset: AssetDto }) {
  const [state, onChange] = useListState(ListAssetsInput);
  const value: ListAssetsInput = { ...state, kind: "dataset_version", parent: dataset.id, state: "all" };
  const versions = useQuery(assetListQuery(value));
  const add =
    dataset.abilities.edit || (versions.data?.abilities.register === true && dataset.state === "active") ? (
      <Button component={Link} href={`/datasets/${dataset.slug}/versions/new`} leftSection={<IconPlus aria-hidden />}>
        Add version
      </Button>
    ) : undefined;
  return (
    <>
      {add === undefined || versions.data?.total === 0 ? null : <div className="mk-settings-head">{add}</div>}
      <DataTable
        id="dataset-versions"
        noun={["version", "versions"]}
        columns={columns}
        row={{
          id: ({ id }) => id,
          name: ({ name }) => name,
          href: ({ slug }) => `/datasets/${dataset.slug}/versions/${slug}`,
        }}
        page={tablePage(versions)}
        state={{ value: state, onChange: (change) => onChange(change as Partial<ListAssetsInput>) }}
        empty={
          <EmptyState inline title="No version yet" {...(add === undefined ? {} : { action: add })}>
            A version is the data as it was on one day. Models are trained on a version, and its digest proves later
            that the data is the same.
          </EmptyState>
        }
      />
    </>
  );
}
