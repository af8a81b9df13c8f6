import type { SupplyLink } from "./draft.ts";

/** Cycles among "depends on", "derived from" and "made of": the keys along each, at most `most`, found in linear time. */
export function findCycles(links: readonly SupplyLink[], most = 20): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, relation, to } of links) {
    if (relation !== "depends_on" && relation !== "derived_from" && relation !== "made_of") continue;
    const known = next.get(from);
    if (known === undefined) next.set(from, [to]);
    else known.push(to);
  }
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const start of next.keys()) {
    if (cycles.length >= most) break;
    if (!done.has(start)) walk(start, next, done, cycles, most);
  }
  return cycles;
}

function walk(
  start: string,
  next: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
  cycles: string[][],
  most: number,
): void {
  const path: { key: string; tried: number }[] = [{ key: start, tried: 0 }];
  const depth = new Map([[start, 0]]);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const key = next.get(top.key)?.[top.tried];
    top.tried += 1;
    if (key === undefined) {
      done.add(top.key);
      depth.delete(top.key);
      path.pop();
      continue;
    }
    const seenAt = depth.get(key);
    if (seenAt !== undefined && cycles.length < most) cycles.push(path.slice(seenAt).map((step) => step.key));
    if (seenAt === undefined && !done.has(key)) {
      depth.set(key, path.length);
      path.push({ key, tried: 0 });
    }
  }
}
