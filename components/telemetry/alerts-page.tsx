"use client";

import "./telemetry.css";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { ResolveDialog } from "@/components/alerts/resolve-dialog.tsx";
import { Badge, StateBadge, type Tone } from "@/components/ui/badge.tsx";
import { DataTable } from "@/components/ui/data-table/data-table.tsx";
import type { Column, Filter, RowRules } from "@/components/ui/data-table/types.ts";
import { useListState } from "@/components/ui/data-table/use-list-state.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { meQuery } from "@/lib/people/api.ts";
import { acknowledgeAlert, alertsQuery } from "@/lib/telemetry/api.ts";
import { ListAlertsInput, type Alert } from "@/lib/telemetry/schema.ts";

const marks: Readonly<Record<Alert["state"], { tone: Tone; words: string }>> = {
  pending: { tone: "amber", words: "Pending" },
  firing: { tone: "red", words: "Firing" },
  resolved: { tone: "green", words: "Resolved" },
};

function Acknowledge({ alert, may }: { alert: Alert; may: boolean }) {
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: () => acknowledgeAlert({ id: alert.id, expectedVersion: alert.version }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["alert"] });
      toastDone({ message: "Acknowledged. Others see that you look at it." });
    },
    onError: toastProblem,
  });
  if (alert.acknowledgedBy !== null) return <span className="mk-2">{alert.acknowledgedBy}</span>;
  if (!may || alert.state === "resolved") return <span className="mk-3">nobody yet</span>;
  return (
    <Button size="compact-xs" variant="default" loading={act.isPending} onClick={() => act.mutate()}>
      Acknowledge<span className="mk-visually-hidden"> {alert.title}</span>
    </Button>
  );
}

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
    {
      id: "severity",
      label: "Severity",
      width: "110px",
      cell: ({ severity }) => <SeverityMark level={severity} />,
    },
    {
      id: "state",
      label: "State",
      width: "170px",
      cell: ({ state, silenced }) => (
        <span className="mk-telemetry-actions">
          <StateBadge tone={marks[state].tone}>{marks[state].words}</StateBadge>
          {silenced ? <Badge>Silenced</Badge> : null}
        </span>
      ),
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
      cell: (alert) => (
        <span className="mk-telemetry-actions">
          <Acknowledge alert={alert} may={may} />
          {may && alert.state !== "resolved" ? (
            <Button size="compact-xs" variant="default" onClick={() => onResolve(alert)}>
              Resolve<span className="mk-visually-hidden"> {alert.title}</span>
            </Button>
          ) : null}
        </span>
      ),
    },
  ];
}

const row: RowRules<Alert> = {
  id: ({ id }) => id,
  name: ({ title }) => title,
  href: ({ model }) => (model === null ? "/alerts" : `/telemetry/${model.slug}`),
};

const filtersOf = (model: string | undefined): Filter[] => [
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
  {
    id: "severity",
    label: "Severity",
    options: ["critical", "high", "medium", "low"].map((value) => ({
      value,
      label: value.charAt(0).toUpperCase() + value.slice(1),
    })),
  },
  ...(model === undefined ? [] : [{ id: "model", label: "Model", options: [{ value: model, label: model }] }]),
];

/** What wants somebody's attention now: firing first. */
export function AlertsPage() {
  const [value, onChange] = useListState(ListAlertsInput);
  const { data: me } = useQuery(meQuery());
  const list = useQuery(alertsQuery(value));
  const [resolving, setResolving] = useState<Alert>();
  const may = me?.abilities.includes("alert:handle") ?? false;
  const shown = { ...value, state: value.state === "open" ? undefined : value.state };
  return (
    <>
      <PageHeader
        title="Alerts"
        breadcrumb={[{ label: "Telemetry", href: "/telemetry" }, { label: "Alerts" }]}
        subtitle="What detectors and rules found and what is not over yet: firing first, then the newest."
        action={
          <Button component={Link} href="/settings/alerts" variant="default">
            Rules, silences and channels
          </Button>
        }
      />
      <div className="mk-page-body">
        <DataTable
          id="alerts"
          noun={value.state === "open" ? ["open alert", "open alerts"] : ["alert", "alerts"]}
          columns={columnsFor(may, setResolving)}
          row={row}
          page={{
            rows: list.data?.items,
            total: list.data?.total,
            nextCursor: list.data?.nextCursor,
            refreshing: list.isPlaceholderData,
            error: list.error ?? undefined,
            onRetry: () => void list.refetch(),
          }}
          state={{ value: shown, onChange }}
          tools={{ filters: filtersOf(value.model) }}
          empty={
            <EmptyState
              title="No alert is open"
              action={
                <Button component={Link} href="/telemetry" variant="default">
                  Open telemetry
                </Button>
              }
            >
              When a detector is sure enough, or a rule’s limit is passed long enough, it comes here, once for each
              event. A model that falls silent counts as one.
            </EmptyState>
          }
        />
      </div>
      <ResolveDialog alert={resolving} onClose={() => setResolving(undefined)} />
    </>
  );
}
