"use client";

import "./charts.css";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { Bone } from "@/components/ui/skeletons.tsx";
import { ChartFrame } from "./chart-frame.tsx";
import { valueWords } from "./chart-number.ts";
import { dashes, MOST_LINES, type ChartLimit, type ChartShape, type TimeMark } from "./chart-shape.ts";
import type { ChartTable } from "./chart-table.ts";
import { momentWords } from "./chart-time.ts";
import { Crosshair } from "./crosshair.tsx";
import { mergeLines, nearestPoint, type BandPoint, type TimeLine } from "./merge-lines.ts";
import { useHover, useTimePlace } from "./time-scope.tsx";
import { useWidth } from "./use-width.ts";

const TimePlot = dynamic(() => import("./time-plot.tsx").then((module) => module.TimePlot), {
  ssr: false,
  loading: () => <Bone height={150} />,
});

const plain: ChartShape = { kind: "line", zero: true, height: 150 };
const noBand: readonly BandPoint[] = [];
const noMarks: readonly TimeMark[] = [];

interface TimeChartProps {
  title: string;
  unit: string;
  lines: readonly TimeLine[];
  shape?: ChartShape;
  band?: readonly BandPoint[];
  limit?: ChartLimit | null;
  marks?: readonly TimeMark[];
  note?: string;
}

function LineSample({ place }: { place: number }) {
  return (
    <svg width="18" height="8" aria-hidden>
      <line
        x1="0"
        x2="18"
        y1="4"
        y2="4"
        stroke={`var(--d${place + 1})`}
        strokeWidth="2"
        strokeDasharray={dashes[place] ?? ""}
      />
    </svg>
  );
}

type ReadingProps = Required<Pick<TimeChartProps, "lines" | "unit" | "band" | "limit">> & { zone: string };

/** What each line is and what it was where the crosshair stands: the legend and the reading are one line of words. */
function Reading({ lines, unit, band, limit, zone }: ReadingProps) {
  const hover = useHover();
  const at = hover === null ? null : (nearestPoint(lines[0]?.points ?? [], hover)?.[0] ?? hover);
  const expected = at === null ? undefined : band.find(([moment]) => moment >= at);
  return (
    <p className="mk-chart-reading mk-num">
      {lines.map(({ id, label, points }, place) => (
        <span key={id}>
          <LineSample place={place} />
          {label}
          {at === null ? null : <strong>{valueWords(nearestPoint(points, at)?.[1] ?? null, unit)}</strong>}
        </span>
      ))}
      {band.length === 0 ? null : (
        <span>
          <i className="mk-chart-band" aria-hidden />
          expected
          {expected === undefined ? null : (
            <strong>
              {valueWords(expected[1])} to {valueWords(expected[2], unit)}
            </strong>
          )}
        </span>
      )}
      {limit === null ? null : (
        <span>
          <i className="mk-chart-limit" aria-hidden />
          {limit.label}
        </span>
      )}
      {at === null ? null : <span className="mk-chart-at">{momentWords(at, zone)}</span>}
    </p>
  );
}

function tableOf(lines: readonly TimeLine[], unit: string, zone: string): ChartTable {
  const moments = [...new Set(lines.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
  const values = lines.map(({ points }) => new Map(points));
  return {
    columns: ["Time", ...lines.map(({ label }) => (unit === "" ? label : `${label}, ${unit}`))],
    rows: moments.map((at) => [momentWords(at, zone), ...values.map((known) => known.get(at) ?? null)]),
  };
}

/** Values over time, at most four lines, with what was expected, a limit and what happened; a gap is a gap and never 0. */
export function TimeChart(props: TimeChartProps) {
  const { title, unit, shape = plain, band = noBand, limit = null, marks = noMarks, note } = props;
  const { from, to, zone, marked } = useTimePlace();
  const [width, ref] = useWidth(560);
  const lines = useMemo(() => props.lines.slice(0, MOST_LINES), [props.lines]);
  const rows = useMemo(() => mergeLines(lines, band), [lines, band]);
  const size = useMemo(() => ({ width, height: shape.height }), [width, shape.height]);
  const range = useMemo(() => ({ from, to, zone }), [from, to, zone]);
  const measured = lines.some(({ points }) => points.some(([, value]) => value !== null));
  return (
    <ChartFrame
      title={title}
      note={note ?? (unit === "" ? undefined : unit)}
      table={() => tableOf(lines, unit, zone)}
      legend={<Reading lines={lines} unit={unit} band={band} limit={limit} zone={zone} />}
    >
      <div ref={ref} className="mk-time-plot" style={{ height: shape.height }}>
        {measured ? (
          <TimePlot
            rows={rows}
            lines={lines.length}
            size={size}
            range={range}
            shape={shape}
            limit={limit}
            marks={marks}
            marked={marked}
          />
        ) : (
          <p className="mk-chart-empty">Nothing was measured in this range.</p>
        )}
        {measured ? <Crosshair label={title} lines={lines} unit={unit} /> : null}
      </div>
    </ChartFrame>
  );
}
