import { diagramLimits } from "../../graph/kinds.ts";
import { quoted } from "../import-problem.ts";
import { round } from "./box.ts";
import type { DraftDiagram, DraftFlow } from "./draft.ts";
import { findNesting } from "./find-nesting.ts";
import type { Notes } from "./notes.ts";
import { placeParts } from "./place-parts.ts";
import type { RawBox, RawDiagram } from "./raw-diagram.ts";

const FARTHEST = 1_000_000;
const MOST_POINTS = 50;

/**
 * A diagram from what a file says of it: nested, placed, with positions from the zone that a thing lies in, and only flows
 * that have both ends. Throws UnreadableImportError for cyclic nesting and above the limits of a diagram.
 */
export function assembleDiagram(raw: RawDiagram, notes: Notes): DraftDiagram {
  refuseLarge(raw, notes);
  const fitted = fitBoxes(raw, notes);
  const nesting = findNesting(fitted, notes);
  const places = placeParts(fitted, nesting);
  noteUnplaced(fitted, notes);
  const near = (value: number) => Math.min(FARTHEST, Math.max(-FARTHEST, value));
  const zones = fitted.zones.map(({ box: _, path: __, ...zone }) => {
    const place = places.get(zone.externalId) ?? { x: 0, y: 0, width: 240, height: 160 };
    return { ...zone, ...place, x: near(place.x), y: near(place.y), parentId: nesting.get(zone.externalId) ?? null };
  });
  const elements = fitted.elements.map(({ box, path: _, ...element }) => {
    const place = places.get(element.externalId) ?? { x: 0, y: 0 };
    const size = { width: box?.width ?? null, height: box?.height ?? null };
    return { ...element, x: near(place.x), y: near(place.y), ...size, zoneId: nesting.get(element.externalId) ?? null };
  });
  const { externalId, name, description } = raw;
  return { externalId, name, description, content: { zones, elements, flows: flowsOf(raw, notes) } };
}

function refuseLarge(raw: RawDiagram, notes: Notes): void {
  for (const part of ["elements", "flows", "zones"] as const) {
    const count = raw[part].length;
    const most = diagramLimits[part];
    if (count <= most) continue;
    const message = `The diagram ${quoted(raw.name)} holds ${count} ${part}; at most ${most} are possible. Split it.`;
    notes.refuse(raw[part][most]?.path ?? raw.path, message, "too_large");
  }
}

/** Boxes within what a diagram can hold; what is changed is noted. */
function fitBoxes(raw: RawDiagram, notes: Notes): RawDiagram {
  const fit = <T extends { box: RawBox | null; path: string }>(part: T): T => {
    if (part.box === null) return part;
    const { x, y, width, height } = part.box;
    const place = (value: number) => round(Math.min(FARTHEST, Math.max(-FARTHEST, value)));
    const size = (value: number | null) => (value === null ? null : round(Math.min(100_000, Math.max(16, value))));
    const box = { x: place(x), y: place(y), width: size(width), height: size(height) };
    const isFar = Math.abs(box.x - x) > 0.01 || Math.abs(box.y - y) > 0.01;
    if (isFar) notes.add("warning", part.path, "Its place is farther out than a diagram goes; it is put at the edge.");
    const isOdd =
      Math.abs((box.width ?? 0) - (width ?? 0)) > 0.01 || Math.abs((box.height ?? 0) - (height ?? 0)) > 0.01;
    if (isOdd) notes.add("info", part.path, "Its size is below 16 or above 100,000 and is changed to fit.");
    return { ...part, box };
  };
  return { ...raw, zones: raw.zones.map(fit), elements: raw.elements.map(fit) };
}

function noteUnplaced(raw: RawDiagram, notes: Notes): void {
  const parts = [...raw.zones, ...raw.elements];
  const unplaced = parts.filter(({ box }) => box === null);
  if (unplaced.length === 0) return;
  if (unplaced.length === parts.length)
    notes.add("info", raw.path, "The file states no places; the diagram is laid out in rows.");
  else
    for (const { path } of unplaced)
      notes.add("info", path, "The file states no place for this; it is put below the others.");
}

function flowsOf(raw: RawDiagram, notes: Notes): DraftFlow[] {
  const elements = new Set(raw.elements.map(({ externalId }) => externalId));
  const flows: DraftFlow[] = [];
  for (const { path, ...flow } of raw.flows) {
    const missing = [flow.sourceId, flow.targetId].filter((id) => !elements.has(id));
    if (missing.length === 0) {
      const points = flow.points.slice(0, MOST_POINTS).map(({ x, y }) => ({
        x: round(Math.min(FARTHEST, Math.max(-FARTHEST, x))),
        y: round(Math.min(FARTHEST, Math.max(-FARTHEST, y))),
      }));
      if (flow.points.length > MOST_POINTS)
        notes.add("info", path, `Only the first ${MOST_POINTS} bends of this flow are kept.`);
      flows.push({ ...flow, points });
      continue;
    }
    const named = flow.name === "" ? "A flow" : `The flow ${quoted(flow.name)}`;
    const ends = missing.map((id) => (id === "" ? "an end that is attached to nothing" : quoted(id))).join(" and ");
    notes.add(
      "warning",
      path,
      `${named} is not kept: it leads to or from ${ends}, which is no element of this diagram.`,
    );
  }
  return flows;
}
