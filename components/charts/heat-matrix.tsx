"use client";

import "./charts.css";
import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { tickStep, tickWords, timeTicks, windowWords } from "./chart-time.ts";
import { levels, type HeatCell, type HeatRow } from "./heat-cells.ts";
import { useTimePlace } from "./time-scope.tsx";
import { useWidth } from "./use-width.ts";

export interface HeatPlace {
  readonly row: string;
  readonly at: number;
}

interface HeatMatrixProps {
  /** Names the whole for who hears it. */
  label: string;
  rows: readonly HeatRow[];
  /** Begins of the windows, and how long each is. */
  columns: readonly number[];
  stepMs: number;
  selected: HeatPlace | null;
  onSelect: (place: HeatPlace) => void;
  marks: readonly { at: number; letter: string; words: string }[];
}

/** Marks of a column axis stand at least this many pixels apart. */
const LABEL_ROOM = 48;

/** Room for the names of rows, at most. */
const NAMES = 180;

type Spot = readonly [row: number, column: number];

const moves: Record<string, (spot: Spot, rows: number, columns: number) => Spot> = {
  ArrowUp: ([row, column]) => [row - 1, column],
  ArrowDown: ([row, column]) => [row + 1, column],
  ArrowLeft: ([row, column]) => [row, column - 1],
  ArrowRight: ([row, column]) => [row, column + 1],
  Home: ([row]) => [row, 0],
  End: ([row], _, columns) => [row, columns - 1],
  PageUp: ([, column]) => [0, column],
  PageDown: ([, column], rows) => [rows - 1, column],
};

const clamp = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value));

function Marks({ columns, stepMs, marks }: Pick<HeatMatrixProps, "columns" | "stepMs" | "marks">) {
  return (
    <div className="mk-heat-marks" aria-hidden>
      <span />
      {columns.map((at) => {
        const here = marks.filter((mark) => mark.at >= at && mark.at < at + stepMs);
        return (
          <span key={at} title={here.map(({ words }) => words).join(", ") || undefined}>
            {here[0]?.letter}
          </span>
        );
      })}
    </div>
  );
}

type HeadsProps = Pick<HeatMatrixProps, "columns" | "stepMs" | "selected"> & { room: number };

function ColumnHeads({ columns, stepMs, selected, room }: HeadsProps) {
  const { zone } = useTimePlace();
  const [first, last] = [columns[0] ?? 0, (columns.at(-1) ?? 0) + stepMs];
  const most = Math.max(2, Math.floor(room / LABEL_ROOM));
  const ticks = timeTicks(first, last - 1, zone, most);
  const step = tickStep(first, last - 1, most);
  return (
    <div role="row" className="mk-heat-heads">
      <span role="columnheader">
        <span className="mk-visually-hidden">Name</span>
      </span>
      {columns.map((at) => {
        const tick = ticks.find((moment) => moment >= at && moment < at + stepMs);
        return (
          <span key={at} role="columnheader" data-selected={selected?.at === at || undefined}>
            {tick === undefined ? null : <span aria-hidden>{tickWords(tick, step, zone)}</span>}
            <span className="mk-visually-hidden">{windowWords(at, at + stepMs, zone)}</span>
          </span>
        );
      })}
    </div>
  );
}

interface CellButtonProps {
  cell: HeatCell;
  words: string;
  selected: boolean;
  focusable: boolean;
  onSelect: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function CellButton({ cell, words, selected, focusable, onSelect, onKeyDown }: CellButtonProps) {
  return (
    <button
      type="button"
      className="mk-heat-button"
      data-level={cell.level ?? "none"}
      data-ring={cell.ring || undefined}
      aria-pressed={selected}
      aria-label={words}
      title={words}
      tabIndex={focusable ? 0 : -1}
      onClick={onSelect}
      onKeyDown={onKeyDown}
    />
  );
}

/**
 * Rows by time as a grid of buttons: the darker the more, hatched where there was too little to say, a ring where it counts.
 * One tab stop; arrows, Home, End, PageUp and PageDown move, Enter chooses.
 */
export function HeatMatrix({ label, rows, columns, stepMs, selected, onSelect, marks }: HeatMatrixProps) {
  const { zone } = useTimePlace();
  const grid = useRef<HTMLDivElement>(null);
  const [width, measured] = useWidth(NAMES + columns.length * 20);
  useEffect(() => {
    const chosenButton = grid.current?.querySelector<HTMLElement>("[aria-pressed='true']");
    const scroll = grid.current?.parentElement?.parentElement;
    if (chosenButton != null && scroll != null) {
      scroll.scrollLeft = chosenButton.offsetLeft - scroll.clientWidth / 2;
    }
  }, []);
  const [moved, setMoved] = useState<Spot | null>(null);
  const chosen: Spot = [
    Math.max(0, selected === null ? 0 : rows.findIndex(({ id }) => id === selected.row)),
    Math.max(0, selected === null ? columns.length - 1 : columns.indexOf(selected.at)),
  ];
  const [row, column] = moved ?? chosen;
  const spot: Spot = [clamp(row, rows.length), clamp(column, columns.length)];
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const [nextRow, nextColumn] = move(spot, rows.length, columns.length);
    const next: Spot = [clamp(nextRow, rows.length), clamp(nextColumn, columns.length)];
    setMoved(next);
    grid.current?.querySelectorAll("button")[next[0] * columns.length + next[1]]?.focus();
  };
  const least = 112 + columns.length * 14;
  const template = `minmax(112px, 180px) repeat(${columns.length}, minmax(12px, 1fr))`;
  return (
    <div className="mk-heat-scroll" ref={measured}>
      <div className="mk-heat-matrix" style={{ gridTemplateColumns: template, minWidth: least }}>
        <Marks columns={columns} stepMs={stepMs} marks={marks} />
        <div role="grid" aria-label={label} className="mk-heat-body" ref={grid}>
          {rows.map(({ id, label: name, cells }, line) => (
            <div role="row" key={id} className="mk-heat-row">
              <span role="rowheader" className="mk-mono" data-selected={selected?.row === id || undefined} title={name}>
                {name}
              </span>
              {columns.map((at, place) => {
                const cell = cells[place] ?? { level: null, ring: false, words: "no data" };
                return (
                  <span role="gridcell" key={at}>
                    <CellButton
                      cell={cell}
                      words={`${name}, ${windowWords(at, at + stepMs, zone)}: ${cell.words}`}
                      selected={selected?.row === id && selected.at === at}
                      focusable={line === spot[0] && place === spot[1]}
                      onSelect={() => {
                        setMoved([line, place]);
                        onSelect({ row: id, at });
                      }}
                      onKeyDown={onKeyDown}
                    />
                  </span>
                );
              })}
            </div>
          ))}
          <ColumnHeads columns={columns} stepMs={stepMs} selected={selected} room={Math.max(width, least) - NAMES} />
        </div>
      </div>
    </div>
  );
}

interface HeatLegendProps {
  least: string;
  most: string;
  ring: string;
  none: string;
}

export function HeatLegend({ least, most, ring, none }: HeatLegendProps) {
  return (
    <p className="mk-heat-key">
      <span>
        {least}
        <span className="mk-heat-scale" aria-hidden>
          {levels.map((level) => (
            <i key={level} data-level={level} />
          ))}
        </span>
        {most}
      </span>
      <span>
        <i className="mk-heat-sample" data-level={5} data-ring aria-hidden />
        {ring}
      </span>
      <span>
        <i className="mk-heat-sample" data-level="none" aria-hidden />
        {none}
      </span>
    </p>
  );
}
