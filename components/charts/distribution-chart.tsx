"use client";

import "./charts.css";
import { ChartFrame } from "./chart-frame.tsx";
import { axisWords, niceScale, numberWords, shareWords } from "./chart-number.ts";
import { isNumeric, isUneven, placeOf, stepPath, type DistributionBar } from "./distribution-scale.ts";
import { useWidth } from "./use-width.ts";

interface Words {
  /** What the bars are of. */
  readonly name: string;
  readonly current: string;
  readonly reference: string;
}

interface DistributionChartProps {
  title: string;
  bars: readonly DistributionBar[];
  words: Words;
  medians: { reference: number | null; current: number | null };
}

const [LEFT, RIGHT, TOP, BOTTOM] = [34, 8, 22, 20];
const HEIGHT = 196;
const LINE = 24;
const NAME = 116;
const VALUE = 48;

type DrawingProps = Pick<DistributionChartProps, "bars" | "medians" | "words"> & { width: number };

function edgeTicks(bars: readonly DistributionBar[], width: number): { place: number; words: string }[] {
  const every = Math.max(1, Math.ceil(bars.length / Math.max(2, Math.floor(width / 64))));
  const edges = [...bars.map(({ from }) => from), bars.at(-1)?.to ?? null];
  return edges.flatMap((value, place) =>
    value === null || place % every !== 0 ? [] : [{ place, words: axisWords(Number(value.toPrecision(3))) }],
  );
}

function Medians({ bars, medians, x }: Pick<DrawingProps, "bars" | "medians"> & { x: (place: number) => number }) {
  const [reference, current] = [placeOf(bars, medians.reference), placeOf(bars, medians.current)];
  const before = (reference ?? 0) <= (current ?? 0);
  const line = (place: number | null, words: string, end: boolean) =>
    place === null ? null : (
      <g>
        <line x1={x(place)} x2={x(place)} y1={TOP - 6} y2={HEIGHT - BOTTOM} className="mk-median" />
        <text x={x(place) + (end ? -4 : 4)} y={TOP - 6} textAnchor={end ? "end" : "start"} className="mk-median-words">
          {words}
        </text>
      </g>
    );
  const room = (words: string, place: number | null, end: boolean): boolean =>
    place === null ? end : end ? x(place) - LEFT > words.length * 6.4 : false;
  const first = `median ${numberWords(medians.reference ?? 0)}`;
  return (
    <>
      {line(reference, first, before && room(first, reference, true))}
      {line(current, numberWords(medians.current ?? 0), !before)}
    </>
  );
}

/** Bins of a number: bars are now, the step line is the reference, broken lines are medians. */
function Bins({ bars, medians, words, width }: DrawingProps) {
  const scale = niceScale(
    bars.flatMap(({ reference, current }) => [reference * 100, current * 100]),
    true,
  );
  const room = width - LEFT - RIGHT;
  const x = (place: number) => LEFT + (place / Math.max(1, bars.length)) * room;
  const y = (share: number) => HEIGHT - BOTTOM - ((share * 100) / scale.domain[1]) * (HEIGHT - TOP - BOTTOM);
  const label = `Share of ${words.name}: ${words.current} against ${words.reference}`;
  return (
    <svg data-drawing width={width} height={HEIGHT} role="img" aria-label={label} className="mk-distribution">
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={width - RIGHT} y1={y(tick / 100)} y2={y(tick / 100)} className="mk-axis" />
          <text x={LEFT - 6} y={y(tick / 100) + 4} textAnchor="end">
            {axisWords(tick)}
          </text>
        </g>
      ))}
      {bars.map(({ current, label: name }, place) => (
        <rect
          key={`${name} ${place}`}
          x={x(place) + 0.8}
          y={y(current)}
          width={Math.max(1, room / bars.length - 1.6)}
          height={Math.max(0, y(0) - y(current))}
          fill="var(--d1)"
          opacity="0.45"
        >
          <title>{`${name}: ${shareWords(current)}, reference ${shareWords(bars[place]?.reference ?? 0)}`}</title>
        </rect>
      ))}
      <path d={stepPath(bars, x, y)} fill="none" stroke="var(--text-2)" strokeWidth="1.5" />
      <Medians bars={bars} medians={medians} x={x} />
      {edgeTicks(bars, room).map(({ place, words: tick }) => (
        <text key={place} x={x(place)} y={HEIGHT - 5} textAnchor={place === 0 ? "start" : "middle"}>
          {tick}
        </text>
      ))}
    </svg>
  );
}

/** Categories: a row each, the bar is now, the upright line is the reference. */
function Categories({ bars, words, width }: DrawingProps) {
  const most = bars.reduce((high, { reference, current }) => Math.max(high, reference, current), 0.01);
  const room = Math.max(40, width - NAME - VALUE);
  const x = (share: number) => NAME + (share / most) * room;
  const label = `Share of ${words.name}: ${words.current} against ${words.reference}`;
  return (
    <svg
      data-drawing
      width={width}
      height={bars.length * LINE}
      role="img"
      aria-label={label}
      className="mk-distribution"
    >
      {bars.map(({ label: name, reference, current }, line) => (
        <g key={name}>
          <title>{`${name}: ${shareWords(current)}, reference ${shareWords(reference)}`}</title>
          <text x={NAME - 8} y={line * LINE + 16} textAnchor="end">
            {name.length > 16 ? `${name.slice(0, 15)}…` : name}
          </text>
          <rect
            x={NAME}
            y={line * LINE + 5}
            width={Math.max(1, x(current) - NAME)}
            height={LINE - 10}
            fill="var(--d1)"
            opacity="0.45"
          />
          <line
            x1={x(reference)}
            x2={x(reference)}
            y1={line * LINE + 2}
            y2={line * LINE + LINE - 2}
            stroke="var(--text-2)"
            strokeWidth="2"
          />
          <text x={Math.max(x(current), x(reference)) + 6} y={line * LINE + 16}>
            {shareWords(current)}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Two distributions over each other: what came now as bars, what is usual as an outline that is never a fifth colour. */
export function DistributionChart({ title, bars, words, medians }: DistributionChartProps) {
  const [width, ref] = useWidth(386);
  const numeric = isNumeric(bars);
  return (
    <ChartFrame
      title={title}
      note="Share, %"
      table={() => ({
        columns: [words.name, `${words.current}, %`, `${words.reference}, %`],
        rows: bars.map(({ label, current, reference }) => [label, current * 100, reference * 100]),
      })}
      legend={
        <p className="mk-chart-reading">
          <span>
            <i className="mk-key-line" aria-hidden />
            {words.reference}
          </span>
          <span>
            <i className="mk-key-bar" aria-hidden />
            {words.current}
          </span>
        </p>
      }
    >
      <div ref={ref}>
        {numeric ? (
          <Bins bars={bars} medians={medians} words={words} width={width} />
        ) : (
          <Categories bars={bars} medians={medians} words={words} width={width} />
        )}
        <p className="mk-chart-note">
          {words.name}
          {numeric && isUneven(bars) ? ", bins of the reference, not equally wide" : ""}
        </p>
      </div>
    </ChartFrame>
  );
}
