"use client";

import "./lineage.css";
import "@/components/ui/url-tabs.css";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconAffiliate, IconClock } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { lineageQuery } from "@/lib/lineage/api.ts";
import {
  affectedSentence,
  madeFromSentence,
  nodeName,
  ownerlessSentence,
  unsureSentence,
} from "@/lib/lineage/rules.ts";
import { Direction, type LineageDto } from "@/lib/lineage/schema.ts";
import { AssetChooser } from "./asset-chooser.tsx";
import { LineageList } from "./lineage-list.tsx";
import { NodePanel } from "./node-panel.tsx";

const GraphTab = dynamic(() => import("./graph-tab.tsx").then((module) => module.GraphTab), {
  ssr: false,
  loading: () => <TextSkeleton lines={6} />,
});

type Place = { of: string; direction: Direction; tab: "graph" | "list" };

const directions: readonly { value: Direction; label: string }[] = [
  { value: "both", label: "Both directions" },
  { value: "up", label: "Only upstream" },
  { value: "down", label: "Only downstream" },
];

const tabs = [
  { id: "graph", label: "Graph" },
  { id: "list", label: "List" },
] as const;

function address({ of, direction, tab }: Place): string {
  const search = new URLSearchParams({ of });
  if (direction !== "both") search.set("direction", direction);
  if (tab !== "graph") search.set("tab", tab);
  return `/lineage?${search.toString()}`;
}

/** What the address says: the thing, the direction and the tab. */
function usePlace(): Place {
  const search = useSearchParams();
  return {
    of: search.get("of") ?? "",
    direction: Direction.catch("both").parse(search.get("direction")),
    tab: search.get("tab") === "list" ? "list" : "graph",
  };
}

function Ways({ place }: { place: Place }) {
  return (
    <>
      <nav className="mk-tabs" aria-label="How to show it">
        <ul>
          {tabs.map(({ id, label }) => (
            <li key={id}>
              <Link
                href={address({ ...place, tab: id })}
                scroll={false}
                {...(id === place.tab ? { "aria-current": "page" as const } : {})}
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <nav className="mk-lineage-directions" aria-label="Direction">
        {directions.map(({ value, label }) => (
          <Link
            key={value}
            href={address({ ...place, direction: value })}
            scroll={false}
            {...(value === place.direction ? { "aria-current": "true" as const } : {})}
          >
            {label}
          </Link>
        ))}
      </nav>
    </>
  );
}

function Sentences({ lineage }: { lineage: LineageDto }) {
  const name = nodeName(lineage.of);
  const down = lineage.nodes.filter(({ side }) => side === "down" || side === "both");
  return (
    <div className="mk-lineage-words" role="status">
      {lineage.down === null ? null : (
        <p>
          <strong>{affectedSentence(name, lineage.down)}</strong> {unsureSentence(lineage.down)}{" "}
          {ownerlessSentence(down)}
        </p>
      )}
      {lineage.up === null ? null : <p>{madeFromSentence(name, lineage.up)}</p>}
      {(lineage.down?.count ?? 0) + (lineage.up?.count ?? 0) > lineage.nodes.length - 1 + overlap(lineage) ? (
        <p className="mk-3">
          The nearest {(lineage.nodes.length - 1).toLocaleString("en-GB")} are shown here; the numbers count all.
        </p>
      ) : null}
    </div>
  );
}

const overlap = ({ nodes }: LineageDto): number => nodes.filter(({ side }) => side === "both").length;

function Shown({ lineage, place }: { lineage: LineageDto; place: Place }) {
  const [selected, setSelected] = useState<string | null>(null);
  const node = lineage.nodes.find(({ id }) => id === selected);
  if (lineage.nodes.length === 1) {
    return (
      <EmptyState inline title="Nothing is linked in this direction">
        Links are stated on the pages of systems, versions, datasets, components and deployments: what each is made of,
        trained on or runs.
      </EmptyState>
    );
  }
  if (place.tab === "list") return <LineageList lineage={lineage} />;
  const close = (): void => {
    setSelected(null);
    document.querySelector<HTMLElement>(`[data-node="${selected ?? ""}"]`)?.focus();
  };
  return (
    <div className="mk-lineage-room" data-open={node !== undefined || undefined}>
      <GraphTab lineage={lineage} selected={selected} onSelect={setSelected} />
      {node === undefined ? null : <NodePanel node={node} lineage={lineage} onSelect={setSelected} onClose={close} />}
    </div>
  );
}

function LineageOf({ place }: { place: Place }) {
  const lineage = useQuery(lineageQuery(place.of, place.direction));
  const { data } = lineage;
  return (
    <>
      <Ways place={place} />
      <div className="mk-page-body">
        {lineage.isError ? <ProblemPanel error={lineage.error} onRetry={() => void lineage.refetch()} /> : null}
        {data === undefined && !lineage.isError ? <TextSkeleton lines={8} /> : null}
        {data === undefined ? null : (
          <>
            <Sentences lineage={data} />
            <Shown key={`${place.of} ${place.direction}`} lineage={data} place={place} />
          </>
        )}
      </div>
    </>
  );
}

/** What a thing of the inventory is made from and what depends on it, drawn or as a list. */
export function LineagePage() {
  const place = usePlace();
  const router = useRouter();
  const lineage = useQuery({ ...lineageQuery(place.of, place.direction), enabled: place.of !== "" });
  const asked = place.direction === "down" && place.tab === "list";
  const of = lineage.data?.of;
  return (
    <>
      <PageHeader
        title={of === undefined ? "Lineage" : `Lineage of ${nodeName(of)}`}
        subtitle="What a thing is made from, on the left, and what trouble in it reaches, on the right."
        {...(place.of === "" || asked
          ? {}
          : {
              action: (
                <Button
                  component={Link}
                  href={address({ ...place, direction: "down", tab: "list" })}
                  leftSection={<IconAffiliate aria-hidden />}
                >
                  If this is compromised, what is affected?
                </Button>
              ),
            })}
      />
      <div className="mk-lineage-tools">
        <AssetChooser
          label="Choose a model, dataset, system …"
          onChoose={(of) => router.push(address({ ...place, of }))}
        />
        <Link href="/lineage/live" className="mk-link mk-lineage-live-link">
          <IconClock aria-hidden /> What was live on …
        </Link>
      </div>
      {place.of === "" ? (
        <div className="mk-page-body">
          <EmptyState title="Follow anything through the inventory">
            Choose a model, a dataset, a component, a vendor or a deployment: Modelkeep shows what it is made from, what
            depends on it, and who answers for each.
          </EmptyState>
        </div>
      ) : (
        <LineageOf place={place} />
      )}
    </>
  );
}
