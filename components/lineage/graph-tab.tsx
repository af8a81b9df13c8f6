"use client";

import type { LineageDto } from "@/lib/lineage/schema.ts";
import { drawnPart, LineageGraph } from "./lineage-graph.tsx";

interface GraphTabProps {
  lineage: LineageDto;
  selected: string | null;
  onSelect: (id: string | null) => void;
}

/** The drawing with what it leaves out said above it. Loaded when it is looked at: the canvas and the layout are large. */
export function GraphTab({ lineage, selected, onSelect }: GraphTabProps) {
  const drawn = drawnPart(lineage);
  const left = lineage.nodes.length - drawn.nodes.length;
  return (
    <div>
      {left === 0 ? null : (
        <p className="mk-3 mk-lineage-left">
          Drawn are the nearest {drawn.nodes.length.toLocaleString("en-GB")}; the list has{" "}
          {left.toLocaleString("en-GB")} more.
        </p>
      )}
      <LineageGraph drawn={drawn} selected={selected} onSelect={onSelect} />
    </div>
  );
}
