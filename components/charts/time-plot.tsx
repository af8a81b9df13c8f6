"use client";

import { memo } from "react";
import { Area, CartesianGrid, ComposedChart, Line, ReferenceArea, ReferenceLine, XAxis, YAxis } from "recharts";
import { axisWords, niceScale } from "./chart-number.ts";
import { tickStep, tickWords, timeTicks } from "./chart-time.ts";
import { dashes, markLetters, plotMargin } from "./chart-shape.ts";
import type { ChartLimit, ChartShape, TimeMark } from "./chart-shape.ts";
import type { PlotRow } from "./merge-lines.ts";

export interface TimePlotProps {
  rows: readonly PlotRow[];
  lines: number;
  size: { width: number; height: number };
  range: { from: number; to: number; zone: string };
  shape: ChartShape;
  limit: ChartLimit | null;
  marks: readonly TimeMark[];
  marked: readonly [number, number] | undefined;
}

interface DotProps {
  cx?: number;
  cy?: number;
  payload?: PlotRow;
}

/** A measured point between two gaps is no line: it is drawn as a dot, or it would not be seen. */
const aloneDot = (place: number) =>
  function AloneDot({ cx, cy, payload }: DotProps) {
    return cx !== undefined && cy !== undefined && payload?.alone.includes(place) === true ? (
      <circle cx={cx} cy={cy} r={2.5} fill={`var(--d${place + 1})`} />
    ) : (
      <g />
    );
  };

const aloneDots = [0, 1, 2, 3].map(aloneDot);

function drawn(rows: readonly PlotRow[], lines: number): (number | null)[] {
  return rows.flatMap((row) => [
    ...Array.from({ length: lines }, (_, place) => row[`line${place}`] ?? null),
    ...(row.band ?? []),
  ]);
}

const quiet = { isAnimationActive: false, activeDot: false, connectNulls: false, legendType: "none" } as const;

/** The drawing itself: lines over what was expected, with limit, marks and axes. Nothing moves. */
function Plot({ rows, lines, size, range, shape, limit, marks, marked }: TimePlotProps) {
  const { from, to, zone } = range;
  const room = size.width - plotMargin.left - plotMargin.right;
  const most = Math.max(2, Math.floor(room / 76));
  const letters = markLetters(marks, range, room);
  const scale = niceScale([...drawn(rows, lines), limit?.value ?? null], shape.zero);
  return (
    <ComposedChart
      width={size.width}
      height={size.height}
      data={rows}
      margin={{ top: plotMargin.top, right: plotMargin.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="at"
        type="number"
        scale="linear"
        domain={[from, to]}
        allowDataOverflow
        ticks={timeTicks(from, to, zone, most)}
        tickFormatter={(at: number) => tickWords(at, tickStep(from, to, most), zone)}
        height={plotMargin.bottom}
        tickLine={false}
        axisLine={{ stroke: "var(--line-strong)" }}
        interval="preserveStart"
        minTickGap={8}
      />
      <YAxis
        domain={scale.domain}
        ticks={scale.ticks}
        tickFormatter={axisWords}
        width={plotMargin.left}
        tickLine={false}
        axisLine={false}
        interval={0}
        allowDataOverflow
      />
      {marked === undefined ? null : (
        <ReferenceArea
          x1={Math.max(marked[0], from)}
          x2={Math.min(marked[1], to)}
          fill="var(--accent)"
          fillOpacity={0.14}
          ifOverflow="hidden"
        />
      )}
      <Area
        dataKey="band"
        stroke="none"
        fill="var(--d-ref)"
        fillOpacity={0.24}
        isAnimationActive={false}
        activeDot={false}
        connectNulls={false}
      />
      {marks.map((mark, place) => (
        <ReferenceLine
          key={`${mark.at} ${mark.words}`}
          x={mark.at}
          stroke="var(--text-3)"
          strokeDasharray="1 3"
          ifOverflow="hidden"
          label={{ value: letters[place] ?? "", position: "top", fontSize: 11, fill: "var(--text-2)" }}
        />
      ))}
      {limit === null ? null : (
        <ReferenceLine y={limit.value} stroke="var(--red-fill)" strokeDasharray="4 3" ifOverflow="hidden" />
      )}
      {Array.from({ length: lines }, (_, place) =>
        shape.kind === "area" && lines === 1 ? (
          <Area
            key={place}
            {...quiet}
            dataKey={`line${place}`}
            type="linear"
            stroke="var(--d1)"
            strokeWidth={1.6}
            fill="var(--d1)"
            fillOpacity={0.1}
            dot={aloneDots[place] ?? false}
          />
        ) : (
          <Line
            key={place}
            {...quiet}
            dataKey={`line${place}`}
            type="linear"
            stroke={`var(--d${place + 1})`}
            strokeWidth={1.6}
            {...(dashes[place] === undefined || dashes[place] === "" ? {} : { strokeDasharray: dashes[place] })}
            dot={aloneDots[place] ?? false}
          />
        ),
      )}
    </ComposedChart>
  );
}

export const TimePlot = memo(Plot);
