"use client";

import { numberWords } from "@/components/charts/chart-number.ts";
import { Sparkline } from "@/components/charts/sparkline.tsx";
import { useTimePlace } from "@/components/charts/time-scope.tsx";
import type { Tile } from "@/lib/telemetry/schema.ts";

const toneWords: Readonly<Record<Tile["tone"], string>> = { plain: "", amber: "unusual", red: "beyond the limit" };

function TileView({ tile, onOpen }: { tile: Tile; onOpen: (series: string) => void }) {
  const { marked, from, to } = useTimePlace();
  const { label, value, unit, note, tone, limit, points } = tile;
  return (
    <button type="button" className="mk-tile" onClick={() => onOpen(tile.series)}>
      <span className="mk-tile-label">{label}</span>
      <span className="mk-tile-value mk-num" data-tone={tone}>
        {value === null ? (
          <span className="mk-tile-none">not enough data</span>
        ) : (
          <>
            {numberWords(value)}
            {unit === "" ? null : <small>{unit}</small>}
          </>
        )}
      </span>
      <Sparkline points={points} limit={limit} marked={marked} range={[from, to]} />
      <span className="mk-tile-note mk-num">
        {tone === "plain" ? null : <strong>{toneWords[tone]}, </strong>}
        {note}
      </span>
    </button>
  );
}

/** The few numbers that decide, each with what is usual; a click opens its chart. */
export function Tiles({ tiles, onOpen }: { tiles: readonly Tile[]; onOpen: (series: string) => void }) {
  return (
    <div className="mk-tiles">
      {tiles.map((tile) => (
        <TileView key={tile.id} tile={tile} onOpen={onOpen} />
      ))}
    </div>
  );
}
