"use client";

import "@/components/inventory/inventory.css";
import "@/components/ui/url-tabs.css";
import "./discovery.css";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { DataTable } from "@/components/ui/data-table/data-table.tsx";
import { tablePage } from "@/components/ui/data-table/table-page.ts";
import type { Filter } from "@/components/ui/data-table/types.ts";
import { useListState } from "@/components/ui/data-table/use-list-state.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { discoveriesQuery, discoveryCountsQuery } from "@/lib/discovery/api.ts";
import { sightingKinds, sightingLabels } from "@/lib/discovery/rules.ts";
import { ListDiscoveriesInput, type DiscoveryCounts } from "@/lib/discovery/schema.ts";
import { CurlExample } from "./curl-example.tsx";
import { discoveryColumns, discoveryRow } from "./discovery-columns.tsx";

type Show = ListDiscoveriesInput["show"];

const tabs: readonly { show: Show; label: string; count: (counts: DiscoveryCounts) => number }[] = [
  { show: "open", label: "Inbox", count: ({ open }) => open },
  { show: "known", label: "Known", count: ({ matched, registered }) => matched + registered },
  { show: "dismissed", label: "Dismissed", count: ({ dismissed }) => dismissed },
];

function Tabs({ show, counts }: { show: Show; counts: DiscoveryCounts | undefined }) {
  return (
    <nav className="mk-tabs" aria-label="Discoveries">
      <ul>
        {tabs.map((tab) => (
          <li key={tab.show}>
            <Link
              href={tab.show === "open" ? "/discoveries" : `/discoveries?show=${tab.show}`}
              {...(tab.show === show ? { "aria-current": "page" as const } : {})}
            >
              {tab.label}
              {counts === undefined ? null : <span>{tab.count(counts).toLocaleString("en-GB")}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function filtersOf(counts: DiscoveryCounts | undefined): Filter[] {
  const sources = (counts?.sources ?? []).map(({ source }) => ({ value: source, label: source }));
  return [
    {
      id: "kind",
      label: "Kind",
      multiple: true,
      options: sightingKinds.map((value) => ({ value, label: sightingLabels[value] })),
    },
    { id: "source", label: "Seen by", multiple: true, options: sources },
  ];
}

function Empty({ show, any }: { show: Show; any: boolean }) {
  if (show === "dismissed") {
    return (
      <EmptyState title="Nothing is dismissed">
        What is dismissed waits here until it is seen again after its day.
      </EmptyState>
    );
  }
  if (show !== "open") {
    return (
      <EmptyState title="Nothing known was seen yet">
        What fits the inventory is listed here, linked to what it is.
      </EmptyState>
    );
  }
  return (
    <>
      <EmptyState title={any ? "The inbox is empty" : "Let your scanners tell what AI they see"}>
        {any
          ? "Everything that was seen is known or dismissed. New sightings that fit nothing in the inventory appear here."
          : "A proxy sees calls to model APIs, a scanner sees packages and files. What fits the inventory is linked at once; everything else waits here to be matched, registered or dismissed."}{" "}
        A scanner needs an API key that may report what it saw; make one under Settings, API keys.
      </EmptyState>
      <div className="mk-discovery-example">
        <CurlExample />
      </div>
    </>
  );
}

/** The shadow-AI inbox: what scanners and proxies saw, by how it stands. */
export function DiscoveriesPage() {
  const [state, onChange] = useListState(ListDiscoveriesInput);
  const list = useQuery(discoveriesQuery(state));
  const counts = useQuery(discoveryCountsQuery());
  const { data } = counts;
  const any = data !== undefined && data.open + data.matched + data.registered + data.dismissed > 0;
  return (
    <>
      <PageHeader
        title="Discoveries"
        breadcrumb={[{ label: "Inventory" }, { label: "Discoveries" }]}
        subtitle="What scanners and proxies saw in use. The inbox holds what is not in the inventory."
      />
      <Tabs show={state.show} counts={data} />
      <div className="mk-page-body">
        <DataTable
          key={state.show}
          id="discoveries"
          noun={["discovery", "discoveries"]}
          columns={discoveryColumns(state.show)}
          row={discoveryRow}
          page={tablePage(list)}
          state={{ value: state, onChange }}
          tools={{ search: "Search discoveries", filters: filtersOf(data) }}
          empty={<Empty show={state.show} any={any} />}
        />
      </div>
    </>
  );
}
