"use client";

import { useRef, useState } from "react";
import type { KeyboardEvent, PointerEvent } from "react";
import { valueWords } from "./chart-number.ts";
import { plotMargin } from "./chart-shape.ts";
import { momentWords } from "./chart-time.ts";
import { nearestPoint, type TimeLine } from "./merge-lines.ts";
import { useHover, useSetHover, useTimePlace } from "./time-scope.tsx";

/** A drag shorter than this, in pixels, is a click that slipped. */
const SLIP = 6;

const left = (share: number): string =>
  `calc(${plotMargin.left}px + (100% - ${plotMargin.left + plotMargin.right}px) * ${share})`;

interface CrosshairProps {
  label: string;
  lines: readonly TimeLine[];
  unit: string;
}

function useKeys(lines: readonly TimeLine[]): (event: KeyboardEvent) => void {
  const hover = useHover();
  const setHover = useSetHover();
  const points = lines[0]?.points ?? [];
  return (event) => {
    if (event.key === "Escape") setHover(null);
    const last = points.length - 1;
    const now = hover === null ? last : points.findIndex(([at]) => at === nearestPoint(points, hover)?.[0]);
    const steps: Record<string, number> = {
      ArrowLeft: now - (hover === null ? 0 : 1),
      ArrowRight: now + 1,
      PageUp: now - 10,
      PageDown: now + 10,
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setHover(points[Math.min(last, Math.max(0, next))]?.[0] ?? null);
  };
}

/**
 * The crosshair over a chart: follows the pointer or the arrow keys, and stands at the same moment in every panel. Drawing a
 * range with the pointer zooms all panels into it.
 */
export function Crosshair({ label, lines, unit }: CrosshairProps) {
  const { from, to, zone, onZoom } = useTimePlace();
  const hover = useHover();
  const setHover = useSetHover();
  const element = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<readonly [start: number, end: number] | null>(null);
  const onKeyDown = useKeys(lines);

  const momentOf = (event: PointerEvent): number => {
    const box = element.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return from;
    const room = box.width - plotMargin.left - plotMargin.right;
    const share = Math.min(1, Math.max(0, (event.clientX - box.left - plotMargin.left) / room));
    return Math.round(from + share * (to - from));
  };
  const shareOf = (at: number): number => (at - from) / (to - from);
  const finish = () => {
    setDrag(null);
    if (drag === null || onZoom === undefined) return;
    const [begin, end] = [Math.min(...drag), Math.max(...drag)];
    const pixels = ((end - begin) / (to - from)) * (element.current?.getBoundingClientRect().width ?? 0);
    if (pixels > SLIP) onZoom(begin, end);
  };
  const said = hover ?? to;
  const reading = lines.map(
    (line) => `${line.label} ${valueWords(nearestPoint(line.points, said)?.[1] ?? null, unit)}`,
  );
  return (
    <div
      ref={element}
      className="mk-crosshair"
      role="slider"
      tabIndex={0}
      aria-label={`Moment in ${label}`}
      aria-valuemin={from}
      aria-valuemax={to}
      aria-valuenow={Math.min(to, Math.max(from, said))}
      aria-valuetext={`${momentWords(said, zone)}: ${reading.join(", ")}`}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => {
        const at = momentOf(event);
        setHover(at);
        if (drag !== null) setDrag([drag[0], at]);
      }}
      onPointerDown={(event) => {
        if (onZoom === undefined || event.pointerType === "touch") return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag([momentOf(event), momentOf(event)]);
      }}
      onPointerUp={finish}
      onPointerCancel={() => setDrag(null)}
      onPointerLeave={() => setHover(null)}
    >
      {hover === null || hover < from || hover > to ? null : (
        <i className="mk-crosshair-line" style={{ left: left(shareOf(hover)) }} />
      )}
      {drag === null ? null : (
        <i
          className="mk-crosshair-range"
          style={{
            left: left(shareOf(Math.min(...drag))),
            right: `calc(100% - ${left(shareOf(Math.max(...drag)))})`,
          }}
        />
      )}
    </div>
  );
}
