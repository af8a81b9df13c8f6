import type { Point } from "./layout.ts";

export type Size = { id: string; width: number; height: number };
export type Link = { from: string; to: string };
export type Spacing = { across: number; along: number };
export type Layers = { places: Map<string, Point>; width: number; height: number };

type Linked = { next: ReadonlyMap<string, readonly string[]>; before: ReadonlyMap<string, readonly string[]> };

/** Links without doubles, loops and those that would close a circle; what closes one is decided by the order of the boxes. */
function acyclic(ids: readonly string[], links: readonly Link[]): Linked {
  const wanted = new Map(ids.map((id) => [id, new Set<string>()]));
  for (const { from, to } of links) if (from !== to && wanted.has(to)) wanted.get(from)?.add(to);
  const next = new Map(ids.map((id): [string, string[]] => [id, []]));
  const before = new Map(ids.map((id): [string, string[]] => [id, []]));
  const state = new Map<string, "open" | "done">();
  const visit = (start: string): void => {
    const stack = [{ id: start, left: [...(wanted.get(start) ?? [])] }];
    state.set(start, "open");
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const to = top.left.shift();
      if (to === undefined) {
        state.set(top.id, "done");
        stack.pop();
        continue;
      }
      if (state.get(to) === "open") continue;
      next.get(top.id)?.push(to);
      before.get(to)?.push(top.id);
      if (state.has(to)) continue;
      state.set(to, "open");
      stack.push({ id: to, left: [...(wanted.get(to) ?? [])] });
    }
  };
  for (const id of ids) if (!state.has(id)) visit(id);
  return { next, before };
}

/** The length of the longest chain of links before each box. */
function ranks(ids: readonly string[], { next, before }: Linked): Map<string, number> {
  const rank = new Map(ids.map((id) => [id, 0]));
  const waiting = new Map(ids.map((id) => [id, before.get(id)?.length ?? 0]));
  const ready = ids.filter((id) => waiting.get(id) === 0);
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    for (const to of next.get(id) ?? []) {
      rank.set(to, Math.max(rank.get(to) ?? 0, (rank.get(id) ?? 0) + 1));
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  return rank;
}

const SWEEPS = 6;

/** Orders each layer by the middle of its neighbours in the layer before, then after, in turn. */
function untangle(layers: string[][], { next, before }: Linked): string[][] {
  let result = layers;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const place = new Map(result.flatMap((layer) => layer.map((id, index) => [id, index / layer.length] as const)));
    const neighbours = sweep % 2 === 0 ? before : next;
    const middle = (id: string): number => {
      const near = (neighbours.get(id) ?? []).map((each) => place.get(each) ?? 0);
      return near.length === 0 ? (place.get(id) ?? 0) : near.reduce((sum, each) => sum + each, 0) / near.length;
    };
    result = result.map((layer) => layer.toSorted((a, b) => middle(a) - middle(b)));
  }
  return result;
}

type Sizes = ReadonlyMap<string, Size>;

function stack(layers: readonly string[][], sizes: Sizes, { across, along }: Spacing): Layers {
  const result: Layers = { places: new Map(), width: 0, height: 0 };
  const heightOf = (layer: readonly string[]): number =>
    layer.reduce((sum, id) => sum + (sizes.get(id)?.height ?? 0) + across, -across);
  result.height = Math.max(0, ...layers.map(heightOf));
  for (const layer of layers) {
    const width = Math.max(...layer.map((id) => sizes.get(id)?.width ?? 0));
    let y = Math.round((result.height - heightOf(layer)) / 2);
    for (const id of layer) {
      const size = sizes.get(id);
      result.places.set(id, { x: result.width + Math.round((width - (size?.width ?? 0)) / 2), y });
      y += (size?.height ?? 0) + across;
    }
    result.width += width + along;
  }
  result.width = Math.max(0, result.width - along);
  return result;
}

/** Boxes without links go in rows below, about as wide as everything else or as high as wide. */
function shelve(loose: readonly Size[], above: Layers, { across }: Spacing): void {
  const area = loose.reduce((sum, { width, height }) => sum + (width + across) * (height + across), 0);
  const limit = Math.max(above.width, Math.sqrt(area * 1.6));
  let [x, y, rowHeight] = [0, above.height === 0 ? 0 : above.height + across, 0];
  for (const { id, width, height } of loose) {
    if (x > 0 && x + width > limit) {
      [x, y, rowHeight] = [0, y + rowHeight + across, 0];
    }
    above.places.set(id, { x, y });
    above.width = Math.max(above.width, x + width);
    rowHeight = Math.max(rowHeight, height);
    above.height = Math.max(above.height, y + rowHeight);
    x += width + across;
  }
}

/**
 * Places boxes in layers from left to right, along their links; boxes never overlap. Deterministic: the order of the boxes given
 * decides what the links do not. `spacing.across` is between boxes of a layer, `along` between layers. Links to boxes that are not
 * given are left out.
 */
export function layerBoxes(boxes: readonly Size[], links: readonly Link[], spacing: Spacing): Layers {
  const ids = boxes.map(({ id }) => id);
  const sizes = new Map(boxes.map((box) => [box.id, box]));
  const linked = acyclic(ids, links);
  const isLoose = (id: string): boolean => linked.next.get(id)?.length === 0 && linked.before.get(id)?.length === 0;
  const rank = ranks(ids, linked);
  const layers: string[][] = [];
  for (const id of ids.filter((each) => !isLoose(each))) (layers[rank.get(id) ?? 0] ??= []).push(id);
  const result = stack(untangle(layers, linked), sizes, spacing);
  shelve(
    boxes.filter(({ id }) => isLoose(id)),
    result,
    spacing,
  );
  return result;
}
