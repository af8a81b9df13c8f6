"use client";

import "./telemetry.css";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { numberWords } from "@/components/charts/chart-number.ts";
import { Sparkline } from "@/components/charts/sparkline.tsx";
import { StateBadge } from "@/components/ui/badge.tsx";
import { DataTable } from "@/components/ui/data-table/data-table.tsx";
import { tablePage } from "@/components/ui/data-table/table-page.ts";
import type { Column, RowRules } from "@/components/ui/data-table/types.ts";
import { useListState } from "@/components/ui/data-table/use-list-state.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { telemetryListQuery } from "@/lib/telemetry/api.ts";
import { ListTelemetryInput, type TelemetryModel } from "@/lib/telemetry/schema.ts";
import { stateMarks } from "./telemetry-words.ts";

const none = <span className="mk-3">–</span>;

const columns: readonly Column<TelemetryModel>[] = [
  {
    id: "model",
    label: "Model",
    cell: ({ model, words }) => (
      <span className="mk-telemetry-model">
        {model.name}
        <span>{words}</span>
      </span>
    ),
  },
  {
    id: "state",
    label: "State",
    width: "140px",
    cell: ({ state }) => <StateBadge tone={stateMarks[state].tone}>{stateMarks[state].words}</StateBadge>,
  },
  {
    id: "volume",
    label: "Requests, 24 hours",
    width: "180px",
    cell: ({ volume }) =>
      volume.length === 0 ? none : <Sparkline points={volume} height={26} label="Requests in the last 24 hours" />,
  },
  {
    id: "perHour",
    label: "Per hour",
    width: "90px",
    numeric: true,
    cell: ({ perHour }) => (perHour === null ? none : numberWords(perHour)),
  },
  {
    id: "drift",
    label: "Drift",
    width: "140px",
    cell: ({ drifted, features }) =>
      features === 0 ? (
        none
      ) : drifted === 0 ? (
        `none of ${features} features`
      ) : (
        <strong>{`${drifted} of ${features} features`}</strong>
      ),
  },
  {
    id: "alerts",
    label: "Alerts",
    width: "120px",
    cell: ({ alerts, worst }) =>
      alerts === 0 || worst === null ? none : <SeverityMark level={worst}>{`${alerts} open`}</SeverityMark>,
  },
  {
    id: "lastAt",
    label: "Last event",
    width: "120px",
    cell: ({ lastAt }) => (lastAt === null ? none : <RelativeTime at={lastAt} focusable={false} />),
  },
];

const row: RowRules<TelemetryModel> = {
  id: ({ model }) => model.id,
  name: ({ model }) => model.name,
  href: ({ model }) => `/telemetry/${model.slug}`,
};

/** All models that send telemetry, with how they do. */
export function TelemetryModelsPage() {
  const [value, onChange] = useListState(ListTelemetryInput);
  const list = useQuery(telemetryListQuery(value));
  return (
    <>
      <PageHeader
        title="Telemetry"
        breadcrumb={[{ label: "Telemetry" }]}
        subtitle="How models do in operation: what they are asked, what drifts, who attacks. The one that sent last comes first."
        action={
          <Button component={Link} href="/alerts" variant="default">
            Open alerts
          </Button>
        }
      />
      <div className="mk-page-body">
        <DataTable
          id="telemetry"
          noun={["model", "models"]}
          columns={columns}
          row={row}
          page={tablePage(list)}
          state={{ value, onChange }}
          tools={{ search: "Search models" }}
          empty={
            <EmptyState
              title="No model sends telemetry yet"
              action={
                <Button component={Link} href="/models">
                  Choose a model
                </Button>
              }
            >
              Telemetry belongs to a model: open one, then its part Telemetry. It shows how to point the exporter that
              you already have at Modelkeep, with snippets to copy. From then on you see drift and attacks here.
            </EmptyState>
          }
        />
      </div>
    </>
  );
}
