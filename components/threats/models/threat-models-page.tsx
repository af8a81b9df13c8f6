"use client";

import "@/components/inventory/inventory.css";
import "./threat-models.css";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import { StateBadge } from "@/components/ui/badge.tsx";
import { DataTable } from "@/components/ui/data-table/data-table.tsx";
import { tablePage } from "@/components/ui/data-table/table-page.ts";
import type { Column, Filter, RowRules } from "@/components/ui/data-table/types.ts";
import { useListState } from "@/components/ui/data-table/use-list-state.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Person } from "@/components/ui/person.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { stageLabels } from "@/lib/inventory/rules.ts";
import { nodeName } from "@/lib/lineage/rules.ts";
import { threatModelsQuery } from "@/lib/threats/api.ts";
import { ListThreatModelsInput, type ThreatModelSummaryDto } from "@/lib/threats/schema.ts";
import { reviewMarks } from "./review-words.ts";
import { SeverityCounts } from "./severity-counts.tsx";

const columns: readonly Column<ThreatModelSummaryDto>[] = [
  {
    id: "name",
    label: "Threat model",
    sortable: true,
    cell: ({ name, scope, running }) => (
      <span className="mk-threat-model-name">
        <span>
          {name} {running ? <StateBadge tone="green">Session running</StateBadge> : null}
        </span>
        <span>{scope.length === 0 ? "Nothing of the inventory yet" : scope.slice(0, 3).map(nodeName).join(", ")}</span>
      </span>
    ),
  },
  { id: "stage", label: "Stage", width: "130px", cell: ({ stage }) => stageLabels[stage] },
  { id: "open", label: "Open threats", width: "260px", cell: ({ open }) => <SeverityCounts open={open} /> },
  {
    id: "review",
    label: "Review",
    width: "180px",
    cell: ({ review }) => <StateBadge tone={reviewMarks[review].tone}>{reviewMarks[review].words}</StateBadge>,
  },
  { id: "owner", label: "Owner", width: "180px", cell: ({ owner }) => <Person name={owner?.name ?? null} /> },
  {
    id: "updatedAt",
    label: "Changed",
    sortable: true,
    width: "140px",
    cell: ({ updatedAt }) => <RelativeTime at={updatedAt} focusable={false} />,
  },
];

const row: RowRules<ThreatModelSummaryDto> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  href: ({ slug }) => `/threat-models/${slug}`,
};

const filters: readonly Filter[] = [
  {
    id: "state",
    label: "State",
    options: [
      { value: "active", label: "In use" },
      { value: "archived", label: "Archived" },
      { value: "all", label: "All" },
    ],
  },
  {
    id: "stage",
    label: "Stage",
    multiple: true,
    options: Object.entries(stageLabels).map(([value, label]) => ({ value, label })),
  },
  {
    id: "owner",
    label: "Owner",
    options: [
      { value: "me", label: "Me" },
      { value: "nobody", label: "Nobody" },
    ],
  },
];

function Empty({ create }: { create: boolean }) {
  return (
    <EmptyState
      title="Draw a system and see what can go wrong"
      action={
        create ? (
          <Button component={Link} href="/threat-models/new?start=rag_assistant">
            Start from a template
          </Button>
        ) : undefined
      }
      more={
        create ? (
          <span>
            Or start{" "}
            <Link className="mk-link" href="/threat-models/new?start=inventory">
              from the inventory
            </Link>
            ,{" "}
            <Link className="mk-link" href="/models/import">
              by importing a file
            </Link>{" "}
            or{" "}
            <Link className="mk-link" href="/threat-models/new">
              empty
            </Link>
            .
          </span>
        ) : undefined
      }
    >
      A threat model holds diagrams of a system. Modelkeep suggests threats for what is drawn and says why; you decide,
      together and on record.
    </EmptyState>
  );
}

/** All threat models, with what is open in each and where its review is. */
export function ThreatModelsPage() {
  const [state, onChange] = useListState(ListThreatModelsInput);
  const list = useQuery(threatModelsQuery(state));
  const shown = { ...state, state: state.state === "active" ? undefined : state.state };
  const create = list.data?.abilities.create ?? false;
  return (
    <>
      <PageHeader
        title="Threat models"
        breadcrumb={[{ label: "Threat models" }]}
        action={
          create ? (
            <Button component={Link} href="/threat-models/new" leftSection={<IconPlus aria-hidden />}>
              Start a threat model
            </Button>
          ) : undefined
        }
        line
      />
      <div className="mk-page-body">
        <p className="mk-threat-models-more">
          <Link className="mk-link" href="/threats">
            All threats
          </Link>
          <Link className="mk-link" href="/threats?tab=heat-map">
            Heat map of MITRE ATLAS
          </Link>
          {create ? (
            <Link className="mk-link" href="/threat-models/import">
              Import a threat model
            </Link>
          ) : null}
        </p>
        <DataTable
          id="threat-models"
          noun={["threat model", "threat models"]}
          columns={columns}
          row={row}
          page={tablePage(list)}
          state={{ value: shown, onChange: (change) => onChange(change as Partial<ListThreatModelsInput>) }}
          tools={{ search: "Search threat models", filters }}
          empty={<Empty create={create} />}
        />
      </div>
    </>
  );
}
