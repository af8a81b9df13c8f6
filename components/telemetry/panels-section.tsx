"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { ChartLimit } from "@/components/charts/chart-shape.ts";
import { valueWords } from "@/components/charts/chart-number.ts";
import { TimeChart } from "@/components/charts/time-chart.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { Bone } from "@/components/ui/skeletons.tsx";
import { pointsQuery } from "@/lib/telemetry/api.ts";
import type { Points, Series, Telemetry } from "@/lib/telemetry/schema.ts";
import type { TelemetryPlace } from "./telemetry-place.ts";
import { beginsAtZero, marksOf, panelTitle } from "./telemetry-words.ts";

const FIRST_PANELS = 6;

/** What people look for first; everything else follows in the order in which it came. */
const order = ["traffic:requests", "measure:latency", "traffic:errors", "measure:confidence"];
const HEIGHT = 150;

type Marks = ReturnType<typeof marksOf>;

interface PanelProps {
  model: string;
  series: Series;
  place: TelemetryPlace;
  marks: Marks;
  limit: ChartLimit | null;
}

/** What of a quantity is compared: of latencies the median and what the slowest have, else its first line. */
const compared = (id: string, place: number): boolean => place === 0 || id === "p95";

/**
 * The lines of the version shown, and those of the version beside it. Lines of another unit do not belong on the same axis: the
 * share of missing values is in per cent whatever the quantity is in.
 */
function linesOf(points: Points, beside: Points | undefined, place: TelemetryPlace) {
  const ofUnit = (some: Points) => {
    const found = some.lines.filter(({ unit }) => unit === points.series.unit);
    return found.length === 1 ? found.map((line) => ({ ...line, label: points.series.label })) : found;
  };
  const lines = ofUnit(points);
  const { compare } = place;
  if (beside === undefined || compare === null) return lines;
  const own = place.range.version ?? "all versions";
  const kept = (some: typeof lines) => some.filter(({ id }, index) => compared(id, index));
  return [
    ...kept(lines).map((line) => ({ ...line, label: `${line.label}, ${own}` })),
    ...kept(ofUnit(beside)).map((line) => ({
      ...line,
      id: `${line.id} beside`,
      label: `${line.label}, ${compare}`,
    })),
  ];
}

/** How much of a column was missing at most, in words; empty when nothing was. */
function missingWords({ lines }: Points): string {
  const shares = lines.find(({ id }) => id === "nulls")?.points.flatMap(([, value]) => value ?? []) ?? [];
  return shares.length === 0 ? "" : `Missing values: at most ${valueWords(Math.max(...shares))} % of a window.`;
}

function Panel({ model, series, place, marks, limit }: PanelProps) {
  const ask = { id: model, series: series.id, ...place.range };
  const found = useQuery(pointsQuery(ask));
  const beside = useQuery({
    ...pointsQuery({ ...ask, version: place.compare ?? "" }),
    enabled: place.compare !== null,
  });
  const lines = useMemo(
    () => (found.data === undefined ? [] : linesOf(found.data, beside.data, place)),
    [found.data, beside.data, place],
  );
  const shape = useMemo(
    () => ({
      kind: series.id === "traffic:requests" ? ("area" as const) : ("line" as const),
      zero: beginsAtZero(series),
      height: HEIGHT,
    }),
    [series],
  );
  if (found.isError) return <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) {
    return (
      <div role="status" aria-label={`Loading ${series.label}`}>
        <Bone width={180} height={20} />
        <Bone height={HEIGHT + 22} />
      </div>
    );
  }
  const title = panelTitle(series);
  const note = [found.data.note, missingWords(found.data)].filter((words) => words !== "").join(" ");
  return (
    <div>
      <TimeChart
        title={title}
        note={[title === series.label ? "" : series.label, series.unit].filter((part) => part !== "").join(", ")}
        unit={series.unit}
        lines={lines}
        shape={shape}
        band={found.data.band}
        limit={limit}
        marks={marks}
      />
      {note === "" ? null : <p className="mk-telemetry-note">{note}</p>}
    </div>
  );
}

interface PanelsSectionProps {
  telemetry: Telemetry;
  place: TelemetryPlace;
  /** A series that somebody asked for, of those that have no panel by themselves. */
  extra: string | null;
}

/** What a page shows by itself: everything that is no column of the input or the output; those are in the matrix. */
function panelSeries(telemetry: Telemetry): Series[] {
  const rank = ({ id, kind }: Series): number =>
    order.includes(id) ? order.indexOf(id) : order.length + (kind === "traffic" ? 1 : 0);
  return telemetry.series
    .filter(({ kind }) => kind !== "feature" && kind !== "output")
    .sort((a, b) => rank(a) - rank(b));
}

/** Every measured quantity over time; crosshair, zoom and range are the same in all of them. */
export function PanelsSection({ telemetry, place, extra }: PanelsSectionProps) {
  const [all, setAll] = useState(false);
  const marks = useMemo(() => marksOf(telemetry.annotations), [telemetry.annotations]);
  const own = panelSeries(telemetry);
  const shown = all ? own : own.slice(0, FIRST_PANELS);
  const asked = telemetry.series.find(({ id }) => id === extra);
  const panels = asked === undefined || shown.includes(asked) ? shown : [asked, ...shown];
  const limitOf = (series: Series): ChartLimit | null => {
    const tile = telemetry.tiles.find((each) => each.series === series.id && each.limit !== null);
    return tile === undefined || tile.limit === null ? null : { value: tile.limit, label: tile.note };
  };
  if (panels.length === 0) return null;
  return (
    <section className="mk-section" aria-label="Over time">
      <div className="mk-panels">
        {panels.map((series) => (
          <div key={series.id} id={`series-${series.id}`}>
            <Panel model={telemetry.model.slug} series={series} place={place} marks={marks} limit={limitOf(series)} />
          </div>
        ))}
      </div>
      {own.length <= FIRST_PANELS ? null : (
        <Button variant="default" size="xs" mt={12} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${own.length}`}
        </Button>
      )}
    </section>
  );
}
