"use client";

import "./telemetry.css";
import { Button, Menu } from "@mantine/core";
import { IconActivityHeartbeat, IconCalendar, IconClock, IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo, useState } from "react";
import { numberWords } from "@/components/charts/chart-number.ts";
import { stepWords, windowWords } from "@/components/charts/chart-time.ts";
import { StateStrip } from "@/components/charts/state-strip.tsx";
import { TimeScope, useTimePlace, useZone } from "@/components/charts/time-scope.tsx";
import { Badge, StateBadge } from "@/components/ui/badge.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { PageSkeleton } from "@/components/ui/skeletons.tsx";
import { telemetryQuery } from "@/lib/telemetry/api.ts";
import type { Telemetry } from "@/lib/telemetry/schema.ts";
import { CellPanel } from "./cell-panel.tsx";
import { ClientsSection } from "./clients-section.tsx";
import { CompareSection } from "./compare-section.tsx";
import { DriftSection } from "./drift-section.tsx";
import { PanelsSection } from "./panels-section.tsx";
import { ReferenceSection } from "./reference-section.tsx";
import { SamplesSection } from "./samples-section.tsx";
import { AnnotationsSection, SignalsSection } from "./signals-section.tsx";
import type { TelemetryPlace } from "./telemetry-place.ts";
import { NoDataYet, StateNotice } from "./telemetry-states.tsx";
import { TelemetryTools } from "./telemetry-tools.tsx";
import { healthLegend, healthTones, isCompared, stateMarks, worstCell } from "./telemetry-words.ts";
import { Tiles } from "./tiles.tsx";
import { useTelemetryPlace, type ChangePlace } from "./use-telemetry-place.ts";

function Badges({ telemetry }: { telemetry: Telemetry }) {
  const { drift, state } = telemetry;
  const { tone, words } = stateMarks[state];
  return (
    <>
      {state === "live" ? null : <StateBadge tone={tone}>{words}</StateBadge>}
      {drift.drifted === 0 ? null : (
        <Badge tone="amber" icon={<IconActivityHeartbeat aria-hidden />}>
          {drift.drifted} of {drift.features} features drifted
        </Badge>
      )}
    </>
  );
}

function lateWords({ late, waiting }: Telemetry): string {
  const parts = [
    late === 0 ? "none late" : `${numberWords(late)} late`,
    waiting === 0 ? "" : `${numberWords(waiting)} batches waiting`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** What exactly is shown: version, range, reference, windows, and how fresh it is. */
function Context({ telemetry }: { telemetry: Telemetry }) {
  const { zone } = useTimePlace();
  const { version, from, to, stepMs, reference, lastAt } = telemetry;
  return (
    <div className="mk-telemetry-context">
      <Badge>{version ?? "All versions"}</Badge>
      <Badge icon={<IconCalendar aria-hidden />}>{windowWords(from, to, zone)}</Badge>
      <Badge icon={<IconLock aria-hidden />}>
        {reference === null ? "No reference yet" : `Reference of ${numberWords(reference.rows)} rows, frozen`}
      </Badge>
      <Badge icon={<IconClock aria-hidden />}>{stepWords(stepMs)}</Badge>
      <span className="mk-telemetry-fresh mk-num">
        {numberWords(telemetry.events)} events in this range
        {lastAt === null ? null : (
          <>
            , the last <RelativeTime at={lastAt} />
          </>
        )}
        , {lateWords(telemetry)}
      </span>
    </div>
  );
}

interface BodyProps {
  telemetry: Telemetry;
  place: TelemetryPlace;
  change: ChangePlace;
}

function Body({ telemetry, place, change }: BodyProps) {
  const [extra, setExtra] = useState<string | null>(null);
  const { drift, model } = telemetry;
  const worst = useMemo(() => worstCell(drift), [drift]);
  const chosen = place.cell;
  const known =
    chosen !== null && drift.columns.includes(chosen.at) && drift.rows.some(({ series }) => series === chosen.series);
  const cell = known ? chosen : worst;
  const window =
    cell === null ? ([telemetry.from, telemetry.to] as const) : ([cell.at, cell.at + drift.stepMs] as const);
  const zone = useZone(place.zone);
  const marked = cell === null ? undefined : window;
  const open = (series: string) => {
    setExtra(series);
    requestAnimationFrame(() => document.getElementById(`series-${series}`)?.scrollIntoView({ block: "center" }));
  };
  const zoom = (from: number, to: number) =>
    change({ range: null, from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  return (
    <TimeScope from={telemetry.from} to={telemetry.to} zone={zone} marked={marked} onZoom={zoom}>
      <Context telemetry={telemetry} />
      <TelemetryTools telemetry={telemetry} place={place} onChange={change} />
      <div className="mk-page-body mk-telemetry-body">
        <StateNotice telemetry={telemetry} />
        <Tiles tiles={telemetry.tiles} onOpen={open} />
        <StateStrip
          title="How did it do?"
          items={telemetry.health.map(({ at, state, words }) => ({ at, tone: healthTones[state], words }))}
          legend={healthLegend}
        />
        <div className="mk-drift">
          <DriftSection
            telemetry={telemetry}
            cell={cell}
            onSelect={({ series, at }) => change({ cell: `${series}@${at}` })}
          />
          <aside className="mk-why" aria-label="The chosen cell">
            <CellPanel
              model={model.slug}
              cell={cell}
              stepMs={drift.stepMs}
              version={place.range.version}
              judged={isCompared(drift)}
            />
          </aside>
        </div>
        <ClientsSection model={model.slug} window={window} version={place.range.version} />
        <SignalsSection model={model.slug} range={place.range} gravest={telemetry.signals} />
        <AnnotationsSection annotations={telemetry.annotations} />
        <CompareSection telemetry={telemetry} place={place} onChange={change} />
        <PanelsSection telemetry={telemetry} place={place} extra={extra} />
        <ReferenceSection telemetry={telemetry} />
        <SamplesSection model={model.slug} />
      </div>
    </TimeScope>
  );
}

/** How one model does: the finding as heading, then the numbers, what drifts, who sent it, and everything over time. */
export function TelemetryPage({ slug, opened }: { slug: string; opened: number }) {
  const [place, change] = useTelemetryPlace(opened);
  const found = useQuery(telemetryQuery({ id: slug, ...place.range }));
  const telemetry = found.data;
  if (telemetry === undefined) {
    return found.isError ? <ProblemPanel error={found.error} onRetry={() => void found.refetch()} /> : <PageSkeleton />;
  }
  const { model, state, finding } = telemetry;
  return (
    <>
      <PageHeader
        title={finding}
        breadcrumb={[{ label: "Telemetry", href: "/telemetry" }, { label: model.name }]}
        badges={<Badges telemetry={telemetry} />}
        action={
          <Button component={Link} href={`/alerts?model=${model.slug}`} variant="default">
            Open alerts
          </Button>
        }
        menu={
          <>
            <Menu.Item component={Link} href={`/telemetry/${model.slug}/connect`}>
              Connect telemetry
            </Menu.Item>
            <Menu.Item component={Link} href={`/models/${model.slug}`}>
              Open the model
            </Menu.Item>
          </>
        }
      />
      {state === "no_data" ? (
        <div className="mk-page-body">
          <NoDataYet telemetry={telemetry} />
        </div>
      ) : (
        <Body telemetry={telemetry} place={place} change={change} />
      )}
    </>
  );
}
