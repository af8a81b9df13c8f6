"use client";

import "./telemetry.css";
import { Button, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRef, useState } from "react";
import { AlertActions } from "@/components/alerts/alert-actions.tsx";
import { AlertGroups } from "@/components/alerts/alert-groups.tsx";
import { AlertState } from "@/components/alerts/alert-state.tsx";
import { ResolveDialog } from "@/components/alerts/resolve-dialog.tsx";
import { AlertsView } from "@/components/alerts/alerts-view.ts";
import { severityChoices } from "@/components/alerts/severity-choices.ts";
import { DataTable } from "@/components/ui/data-table/data-table.tsx";
import { FilterBar } from "@/components/ui/data-table/filter-bar.tsx";
import { SearchField } from "@/components/ui/data-table/search-field.tsx";
import { severityColumn } from "@/components/ui/data-table/severity-column.tsx";
import { tablePage } from "@/components/ui/data-table/table-page.ts";
import type { Column, Filter, RowRules } from "@/components/ui/data-table/types.ts";
import { useListState } from "@/components/ui/data-table/use-list-state.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { meQuery } from "@/lib/people/api.ts";
import { alertsQuery, telemetryListQuery } from "@/lib/telemetry/api.ts";
import type { Alert } from "@/lib/telemetry/schema.ts";
import type { z } from "@/lib/zod.ts";

function columnsFor(may: boolean, onResolve: (alert: Alert) => void): readonly Column<Alert>[] {
  return [
    {
      id: "title",
      label: "Alert",
      cell: ({ title, words }) => (
        <span className="mk-telemetry-model">
          {title}
          <span title={words}>{words}</span>
        </span>
      ),
    },
    severityColumn(),
    {
      id: "state",
      label: "State",
      width: "170px",
      cell: ({ state, silenced }) => <AlertState state={state} silenced={silenced} />,
    },
    {
      id: "model",
      label: "Model",
      width: "170px",
      cell: ({ model }) =>
        model === null ? (
          <span className="mk-3">–</span>
        ) : (
          <Link className="mk-link" href={`/models/${model.slug}`}>
            {model.name}
          </Link>
        ),
    },
    {
      id: "startedAt",
      label: "Since",
      width: "110px",
      cell: ({ startedAt }) => <RelativeTime at={startedAt} focusable={false} />,
    },
    {
      id: "acknowledged",
      label: "Looks at it",
      width: "210px",
      cell: (alert) => <AlertActions alert={alert} may={may} onResolve={onResolve} />,
    },
  ];
}

const row: RowRules<Alert> = {
  id: ({ id }) => id,
  name: ({ title }) => title,
  href: ({ id }) => `/alerts/${id}`,
};

type Models = readonly { id: string; name: string; slug: string }[];

const filtersOf = (models: Models): Filter[] => [
  {
    id: "state",
    label: "State",
    options: [
      { value: "pending", label: "Pending" },
      { value: "firing", label: "Firing" },
      { value: "resolved", label: "Resolved" },
      { value: "all", label: "Any" },
    ],
  },
  { id: "severity", label: "Severity", options: severityChoices },
  { id: "model", label: "Model", options: models.map(({ slug, name }) => ({ value: slug, label: name })) },
];

/** Models with telemetry for the filter, and the one of the address, which may be an id. */
function useModels(wanted: string | undefined): { models: Models; model: string | undefined } {
  const { data } = useQuery(telemetryListQuery({ limit: 100 }));
  const models = (data?.items ?? []).map(({ model }) => model);
  const own = models.find(({ id, slug }) => id === wanted || slug === wanted);
  if (wanted === undefined || own !== undefined) return { models, model: own?.slug };
  return { models: [...models, { id: wanted, slug: wanted, name: "A model" }], model: wanted };
}

const empty = (
  <EmptyState
    title="No alert is open"
    action={
      <Button component={Link} href="/telemetry" variant="default">
        Open telemetry
      </Button>
    }
  >
    When a detector is sure enough, or a rule’s limit is passed long enough, it comes here, once for each event. A model
    that falls silent counts as one.
  </EmptyState>
);

type View = z.output<typeof AlertsView>;
type Shown = { [Key in keyof View]?: View[Key] | undefined };

interface ViewProps {
  value: View;
  onChange: (change: Shown) => void;
  may: boolean;
  onResolve: (alert: Alert) => void;
}

/** Search and filters over alerts by model; the table of the other view has its own. */
function ByModel({ value, onChange, may, onResolve }: ViewProps) {
  const search = useRef<HTMLInputElement>(null);
  const { models, model } = useModels(value.model);
  const { state, severity, q } = value;
  const shown = { q, severity, model, state: state === "open" ? undefined : state };
  const clear = { q: undefined, severity: undefined, model: undefined, state: undefined };
  return (
    <>
      <div className="mk-table-tools" role="toolbar" aria-label="Tools for alerts">
        <SearchField
          label="Search alerts"
          value={q ?? ""}
          onSearch={(words) => onChange({ q: words === "" ? undefined : words })}
          inputRef={search}
        />
        <FilterBar filters={filtersOf(models)} state={shown} onChange={onChange} />
      </div>
      <AlertGroups
        asked={{ state, severity, model: value.model, q }}
        filtered={Object.values(shown).some((each) => each !== undefined)}
        onClear={() => onChange(clear)}
        empty={empty}
        may={may}
        onResolve={onResolve}
      />
    </>
  );
}

function AsList({ value, onChange, may, onResolve }: ViewProps) {
  const { view: _view, ...asked } = value;
  const list = useQuery(alertsQuery(asked));
  const { models, model } = useModels(value.model);
  const shown = { ...asked, model, state: value.state === "open" ? undefined : value.state };
  return (
    <DataTable
      id="alerts"
      noun={value.state === "open" ? ["open alert", "open alerts"] : ["alert", "alerts"]}
      columns={columnsFor(may, onResolve)}
      row={row}
      page={tablePage(list)}
      state={{ value: shown, onChange }}
      tools={{ search: "Search alerts", filters: filtersOf(models) }}
      empty={empty}
    />
  );
}

/** What wants somebody's attention now: by model, or as a list with firing ones first. */
export function AlertsPage() {
  const [value, onChange] = useListState(AlertsView);
  const { data: me } = useQuery(meQuery());
  const [resolving, setResolving] = useState<Alert>();
  const may = me?.abilities.includes("alert:handle") ?? false;
  const Shape = value.view === "list" ? AsList : ByModel;
  return (
    <>
      <PageHeader
        title="Alerts"
        breadcrumb={[{ label: "Telemetry", href: "/telemetry" }, { label: "Alerts" }]}
        subtitle="What detectors and rules found and what is not over yet."
        action={
          <>
            <SegmentedControl
              className="mk-alert-view"
              aria-label="How alerts are shown"
              size="xs"
              value={value.view}
              onChange={(view) => onChange({ view: view === "list" ? "list" : "models" })}
              data={[
                { value: "models", label: "By model" },
                { value: "list", label: "As a list" },
              ]}
            />
            <Button component={Link} href="/settings/alerts" variant="default">
              Rules, silences and channels
            </Button>
          </>
        }
      />
      <div className="mk-page-body">
        <Shape value={value} onChange={onChange} may={may} onResolve={setResolving} />
      </div>
      <ResolveDialog alert={resolving} onClose={() => setResolving(undefined)} />
    </>
  );
}
