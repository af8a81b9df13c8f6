import "./proof-path.css";
import type { EntryCheck, PathStep } from "@/lib/trail-check/types.ts";

const WIDTH = 360;
const SPINE = 184;
const TOP = 40;
const BOTTOM = 40;
const NARROWEST = 22;
export const LEAST_HEIGHT = 488;

/** The height of the drawing for a path of so many hashes, in CSS pixels. */
export function pathHeight(hashes: number): number {
  return Math.max(LEAST_HEIGHT, TOP + BOTTOM + (hashes + 1) * NARROWEST);
}

interface Row extends PathStep {
  y: number;
}

function rowsOf(path: readonly PathStep[], height: number): Row[] {
  const gap = (height - TOP - BOTTOM) / (path.length + 1);
  return path.map((step, at) => ({ ...step, y: height - BOTTOM - (at + 1) * gap }));
}

function Sibling({ row, reach }: { row: Row; reach: number }) {
  const { side, entries, hash, y } = row;
  const way = side === "left" ? -1 : 1;
  const x = SPINE + way * 44;
  const size = 4 + Math.min(9, Math.log2(entries) * 0.55);
  const end = side === "left" ? "end" : "start";
  const label = `${entries.toLocaleString("en")} ${entries === 1 ? "entry" : "entries"}`;
  const text = SPINE + way * 58;
  return (
    <g>
      <path
        className="mk-path-branch"
        d={`M${x} ${y - size} C ${x} ${y - reach}, ${SPINE + way * 8} ${y - 2}, ${SPINE} ${y - reach}`}
      />
      <path className="mk-path-tree" d={`M${x} ${y - size * 0.6} l${size} ${size * 1.3} h${-2 * size} Z`} />
      <text x={text} y={y + 4} textAnchor={end}>
        {side === "left" ? <tspan>{label} </tspan> : null}
        <tspan className="mk-path-hash">{hash.slice(0, 6)}</tspan>
        {side === "right" ? <tspan> {label}</tspan> : null}
      </text>
    </g>
  );
}

/** The path from leaf to root as it is: one sibling a row, its triangle as large as the logarithm of what it stands for. */
export function ProofPath({ check, broken }: { check: EntryCheck; broken: boolean }) {
  const height = pathHeight(check.path.length);
  const rows = rowsOf(check.path, height);
  const reach = Math.min(18, (height - TOP - BOTTOM) / (check.path.length + 1) - 6);
  const bottom = height - BOTTOM;
  const size = check.checkpoint?.size ?? 0;
  const index = check.index ?? 0;
  const all = `${size.toLocaleString("en")} ${size === 1 ? "entry" : "entries"}`;
  const words = `Leaf ${index.toLocaleString("en")} and ${String(rows.length)} sibling hashes lead to the root of ${all}.`;
  return (
    <svg
      className="mk-path"
      data-broken={broken || undefined}
      width={WIDTH}
      height={height}
      viewBox={`0 0 ${String(WIDTH)} ${String(height)}`}
      role="img"
      aria-label={words}
    >
      <path className="mk-path-link" d={`M${SPINE} ${TOP} H${WIDTH}`} />
      <path className="mk-path-link" d={`M0 ${bottom} H${SPINE}`} />
      <path className="mk-path-spine" d={`M${SPINE} ${TOP} V${bottom}`} />
      {rows.map((row) => (
        <Sibling key={row.y} row={row} reach={reach} />
      ))}
      {rows.map(({ y }) => (
        <circle key={y} className="mk-path-node" cx={SPINE} cy={y - reach} r="3.4" />
      ))}
      <circle className="mk-path-end" cx={SPINE} cy={TOP} r="5.5" />
      <circle className="mk-path-end" cx={SPINE} cy={bottom} r="5.5" />
      <text className="mk-path-name" x={SPINE} y={TOP - 14} textAnchor="middle">
        root of {all}
      </text>
      <text className="mk-path-name" x={SPINE + 14} y={bottom + 4}>
        leaf {index.toLocaleString("en")}
      </text>
    </svg>
  );
}
