"use client";

import { Button } from "@mantine/core";
import { z } from "@/lib/zod.ts";
import { DataTable } from "../data-table/data-table.tsx";
import type { Column, TablePage } from "../data-table/types.ts";
import { useListState } from "../data-table/use-list-state.ts";
import { EmptyState } from "../empty-state.tsx";
import { PageHeader } from "../page-header.tsx";
import { Person } from "../person.tsx";
import { RelativeTime } from "../relative-time.tsx";
import { Section } from "../section.tsx";
import { SeverityMark } from "../severity-mark.tsx";

interface Sample {
  id: string;
  name: string;
  risk: "critical" | "high" | "medium" | "low";
  owner: string;
  stage: string;
  threats: number;
  changedAt: string;
}

const names = [
  "card-fraud-gbm",
  "credit-limit-xgb",
  "aml-alert-ranker",
  "churn-uplift",
  "collections-nba",
  "sanctions-match",
  "kyc-doc-ocr",
  "support-assistant",
];
const rows: Sample[] = names.map((name, index) => ({
  id: name,
  name,
  risk: (["critical", "high", "medium", "low"] as const)[index % 4] ?? "low",
  owner: ["Kavita Varma", "Arne Solberg", "Mei Huang"][index % 3] ?? "Mei Huang",
  stage: ["Operation", "Validation", "Design"][index % 3] ?? "Design",
  threats: (index * 7) % 12,
  changedAt: new Date(Date.UTC(2026, 10, 20 - index, 8, 12)).toISOString(),
}));

const schema = z.strictObject({
  q: z.string().optional(),
  risk: z.array(z.enum(["critical", "high", "medium", "low"])).optional(),
  stage: z.enum(["operation", "validation", "design"]).optional(),
  sort: z.string().default("name"),
  cursor: z.string().optional(),
});

const columns: Column<Sample>[] = [
  { id: "name", label: "Name", cell: (row) => row.name, sortable: true },
  { id: "risk", label: "Risk", cell: (row) => <SeverityMark level={row.risk} />, sortable: true },
  { id: "owner", label: "Owner", cell: (row) => <Person name={row.owner} /> },
  { id: "stage", label: "Stage", cell: (row) => row.stage },
  { id: "threats", label: "Open threats", cell: (row) => row.threats, numeric: true, sortable: true, width: "120px" },
  {
    id: "changedAt",
    label: "Changed",
    cell: (row) => <RelativeTime at={row.changedAt} focusable={false} />,
    sortable: true,
  },
];

const levels = ["critical", "high", "medium", "low"] as const;
const filters = [
  {
    id: "risk",
    label: "Risk",
    multiple: true,
    options: levels.map((level) => ({ value: level, label: level, mark: <SeverityMark level={level} /> })),
  },
  {
    id: "stage",
    label: "Stage",
    options: [
      { value: "operation", label: "operation" },
      { value: "validation", label: "validation" },
      { value: "design", label: "design" },
    ],
  },
];

function Table({ id, page }: { id: string; page: TablePage<Sample> }) {
  const [value, onChange] = useListState(schema);
  return (
    <DataTable
      id={id}
      noun={["model", "models"]}
      columns={columns}
      row={{ id: (row) => row.id, name: (row) => row.name, href: (row) => `/dev/gallery?show=page#${row.id}` }}
      page={page}
      state={{ value, onChange }}
      tools={{
        search: "Search models",
        filters,
        exports: [
          { label: "CSV", href: "#csv" },
          { label: "JSON", href: "#json" },
        ],
        bulk: () => (
          <Button size="xs" variant="default">
            Archive
          </Button>
        ),
      }}
      empty={
        <EmptyState title="Register your first model" action={<Button>Import a model card</Button>}>
          The inventory says which models you have, who answers for them, and how much they matter.
        </EmptyState>
      }
    />
  );
}

export function TableSamples() {
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: "Inventory" }, { label: "Models" }]}
        title="Models"
        action={<Button>Register model</Button>}
      />
      <div className="mk-page-body">
        <Table id="sample" page={{ rows, total: 41, nextCursor: "next" }} />
        <Section title="Loading">
          <Table id="sample-loading" page={{ rows: undefined, loading: true }} />
        </Section>
        <Section title="Failed">
          <Table
            id="sample-failed"
            page={{
              rows: undefined,
              error: { status: 503, title: "The database does not answer", requestId: "019aa0f2-7c12" },
              onRetry: () => undefined,
            }}
          />
        </Section>
        <Section title="Nothing">
          <Table id="sample-nothing" page={{ rows: [] }} />
        </Section>
      </div>
    </>
  );
}
