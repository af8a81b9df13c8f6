"use client";

import "./charts.css";
import { ChartFrame } from "./chart-frame.tsx";
import { momentWords, tickStep, tickWords, timeTicks } from "./chart-time.ts";
import { useTimePlace } from "./time-scope.tsx";
import { useWidth } from "./use-width.ts";

/** Each has a height and a pattern of its own, so that the strip is read without its colours. */
export type StripTone = "good" | "open" | "soon" | "bad" | "silent" | "none";

export interface StripItem {
  readonly at: number;
  readonly tone: StripTone;
  readonly words: string;
}

interface StateStripProps {
  title: string;
  items: readonly StripItem[];
  /** What each tone means here; only those that occur are shown. */
  legend: Readonly<Record<StripTone, string>>;
}

/** Marks of the axis stand at least this many pixels apart. */
const LABEL_ROOM = 76;
/** A word that has less room than this before the end of the strip is left out. */
const WORD_ROOM = 46;

const SVG = "http://www.w3.org/2000/svg";
const tones: readonly StripTone[] = ["good", "open", "soon", "bad", "silent", "none"];
const fills: Record<StripTone, string> = {
  good: "var(--green-fill)",
  open: "var(--line-strong)",
  soon: "var(--amber-fill)",
  bad: "var(--red-fill)",
  silent: "var(--text-2)",
  none: "var(--bg-hover)",
};
const heights: Record<StripTone, number> = { good: 10, open: 10, soon: 18, bad: 28, silent: 28, none: 10 };

function colour(value: string): string {
  const name = /var\((--[a-z0-9-]+)\)/.exec(value)?.[1];
  return name === undefined ? value : getComputedStyle(document.documentElement).getPropertyValue(name);
}

/** The strip as a drawing, for the picture. */
function drawing(items: readonly StripItem[]): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const width = 1000 / Math.max(1, items.length);
  items.forEach(({ tone }, place) => {
    const bar = document.createElementNS(SVG, "rect");
    bar.setAttribute("x", String(place * width));
    bar.setAttribute("y", String(28 - heights[tone]));
    bar.setAttribute("width", String(Math.max(1, width - 1)));
    bar.setAttribute("height", String(heights[tone]));
    bar.setAttribute("fill", colour(fills[tone]));
    svg.append(bar);
  });
  svg.setAttribute("viewBox", "0 0 1000 28");
  svg.setAttribute("width", "1000");
  svg.setAttribute("height", "28");
  return svg;
}

function summary(items: readonly StripItem[], legend: Readonly<Record<StripTone, string>>): string {
  const counts = tones
    .map((tone) => [legend[tone], items.filter((item) => item.tone === tone).length] as const)
    .filter(([, count]) => count > 0)
    .map(([words, count]) => `${words} ${count}`);
  return `${items.length} windows: ${counts.join(", ")}`;
}

/** The clock under the strip. Its windows are equally long. */
function StripAxis({ items, zone }: { items: readonly StripItem[]; zone: string }) {
  const [width, measured] = useWidth(600);
  const [first = 0, second = first] = items.map(({ at }) => at);
  const end = first + (second - first) * items.length;
  const most = Math.max(2, Math.floor(width / LABEL_ROOM));
  const step = tickStep(first, end, most);
  const share = (at: number): number => (at - first) / Math.max(1, end - first);
  const ticks = timeTicks(first, end - 1, zone, most).filter((at) => share(at) * width < width - WORD_ROOM);
  return (
    <div className="mk-strip-axis" ref={measured} aria-hidden>
      {ticks.map((at) => (
        <span key={at} style={{ left: `${100 * share(at)}%` }}>
          {tickWords(at, step, zone)}
        </span>
      ))}
    </div>
  );
}

/** How something stood over time, window by window, in one strip. */
export function StateStrip({ title, items, legend }: StateStripProps) {
  const { zone, marked } = useTimePlace();
  return (
    <ChartFrame
      title={title}
      heading="h2"
      table={() => ({
        columns: ["Window", "State", "What was seen"],
        rows: items.map(({ at, tone, words }) => [momentWords(at, zone), legend[tone], words]),
      })}
      picture={() => drawing(items)}
      legend={
        <p className="mk-chart-reading">
          {tones
            .filter((tone) => items.some((item) => item.tone === tone))
            .map((tone) => (
              <span key={tone}>
                <i className="mk-strip-key" data-tone={tone} aria-hidden />
                {legend[tone]}
              </span>
            ))}
        </p>
      }
    >
      <div className="mk-state-strip" role="img" aria-label={summary(items, legend)}>
        {items.map(({ at, tone, words }) => (
          <i
            key={at}
            data-tone={tone}
            data-marked={(marked !== undefined && at >= marked[0] && at < marked[1]) || undefined}
            title={`${momentWords(at, zone)}: ${words}`}
          />
        ))}
      </div>
      <StripAxis items={items} zone={zone} />
    </ChartFrame>
  );
}
