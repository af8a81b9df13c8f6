"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { TimeChart } from "@/components/charts/time-chart.tsx";
import { TimeScope } from "@/components/charts/time-scope.tsx";
import { panelTitle, beginsAtZero } from "@/components/telemetry/telemetry-words.ts";
import { Bone } from "@/components/ui/skeletons.tsx";
import type { AccountDto } from "@/lib/alerts/account-schema.ts";
import { pointsQuery } from "@/lib/telemetry/api.ts";
import type { Alert } from "@/lib/telemetry/schema.ts";

const HEIGHT = 190;
/** The share of missing values is in per cent whatever the quantity is in: it does not belong on the same axis. */
const OTHER_UNIT = "nulls";

type Watched = NonNullable<AccountDto["watched"]>;

/** Its telemetry at that moment, as an address. */
function telemetryHref(slug: string, { from, to }: Pick<Watched, "from" | "to">): string {
  return `/telemetry/${slug}?${new URLSearchParams({ from, to, zone: "utc" }).toString()}`;
}

function marksOf({ startedAt, firedAt, resolvedAt }: Alert) {
  const moments = [
    { at: startedAt, letter: "B", words: "it began" },
    ...(firedAt === null || firedAt === startedAt ? [] : [{ at: firedAt, letter: "F", words: "it fired" }]),
    ...(resolvedAt === null ? [] : [{ at: resolvedAt, letter: "E", words: "it ended" }]),
  ];
  return moments.map(({ at, ...mark }) => ({ at: Date.parse(at), ...mark }));
}

interface WatchedChartProps {
  alert: Alert;
  slug: string;
  watched: Watched;
}

function WatchedChart({ alert, slug, watched }: WatchedChartProps) {
  const { series, from, to, limit } = watched;
  const found = useQuery(pointsQuery({ id: slug, series, from, to }));
  if (found.isError) return <p className="mk-3">The values around it are no longer stored.</p>;
  if (found.data === undefined) return <Bone height={HEIGHT + 22} />;
  const { data } = found;
  const lines = data.lines.filter(({ id }) => id !== OTHER_UNIT);
  const begin = Date.parse(from);
  const end = Date.parse(to);
  const title = panelTitle(data.series);
  const about = [title === data.series.label ? "" : data.series.label, data.series.unit, "UTC"];
  const marks = marksOf(alert);
  const marked = [Date.parse(alert.startedAt), Math.min(end, Date.parse(alert.resolvedAt ?? to))] as const;
  return (
    <TimeScope from={begin} to={end} zone="UTC" marked={marked}>
      <TimeChart
        title={title}
        note={about.filter((part) => part !== "").join(", ")}
        unit={data.series.unit}
        lines={lines.length === 1 ? lines.map((line) => ({ ...line, label: data.series.label })) : lines}
        shape={{
          kind: series === "traffic:requests" ? "area" : "line",
          zero: beginsAtZero(data.series),
          height: HEIGHT,
        }}
        band={data.band}
        limit={limit === null ? null : { value: limit.value, label: limit.words }}
        marks={marks}
      />
      <p className="mk-alert-letters">{marks.map(({ letter, words }) => `${letter}: ${words}`).join(", ")}</p>
    </TimeScope>
  );
}

/** The value that the alert is about, around it, with the level of its rule. */
export function AlertChart({ alert, account }: { alert: Alert; account: AccountDto }) {
  const { model } = alert;
  const { watched } = account;
  if (model === null || watched === null) return null;
  return (
    <div className="mk-alert-chart">
      <WatchedChart alert={alert} slug={model.slug} watched={watched} />
      <Link className="mk-link" href={telemetryHref(model.slug, watched)}>
        Open the telemetry of this time
      </Link>
    </div>
  );
}
