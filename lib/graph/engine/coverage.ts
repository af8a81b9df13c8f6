import type { Stride } from "../../knowledge/schema.ts";
import { elementKinds, type AssetType, type ElementShape } from "../kinds.ts";
import type { Suggester } from "./suggester.ts";
import { parseSuggestionKey } from "./suggestion.ts";

/**
 * "decided": somebody decided about a threat of this letter; "suggested": one is proposed and nobody decided; "nobody_looked":
 * it can happen to such a thing and neither is so; "not_applicable": it does not happen to such a thing.
 */
export type CellState = "decided" | "suggested" | "nobody_looked" | "not_applicable";
export type CoverageCell = { state: CellState; suggested: number; decided: number };
export type CoverageRow = { targetId: string; type: AssetType; cells: Record<Stride, CoverageCell> };

/** A threat that somebody decided about, by key; `stride` for one that no pack knows. */
export type DecidedThreat = { key: string; stride?: readonly Stride[] };

const letters: readonly Stride[] = [
  "spoofing",
  "tampering",
  "repudiation",
  "information_disclosure",
  "denial_of_service",
  "elevation_of_privilege",
];

/** Which letters can happen to what, as in STRIDE per element. */
const applicable: Readonly<Record<ElementShape | "flow", ReadonlySet<Stride>>> = {
  actor: new Set<Stride>(["spoofing", "repudiation"]),
  process: new Set(letters),
  store: new Set<Stride>(["tampering", "repudiation", "information_disclosure", "denial_of_service"]),
  flow: new Set<Stride>(["tampering", "information_disclosure", "denial_of_service"]),
};

function count(into: Map<string, number>, targetId: string, stride: readonly Stride[]): void {
  for (const letter of stride) into.set(`${targetId} ${letter}`, (into.get(`${targetId} ${letter}`) ?? 0) + 1);
}

function stateOf(decided: number, suggested: number, canHappen: boolean): CellState {
  if (suggested > 0) return "suggested";
  if (decided > 0) return "decided";
  return canHappen ? "nobody_looked" : "not_applicable";
}

/**
 * STRIDE per element and flow, in the order of ids; what is out of scope is left out. A cell in which something is decided and
 * something still proposed counts as suggested.
 */
export function coverageOf(suggester: Suggester, decided: readonly DecidedThreat[]): CoverageRow[] {
  const done = new Map<string, number>();
  const open = new Map<string, number>();
  const keys = new Set(decided.map(({ key }) => key));
  for (const { key, stride } of decided) {
    const parts = parseSuggestionKey(key);
    if (parts !== null) count(done, parts.targetId, stride ?? suggester.threats.get(parts.threatId)?.stride ?? []);
  }
  for (const { key, threatId, targetId } of suggester.all()) {
    if (!keys.has(key)) count(open, targetId, suggester.threats.get(threatId)?.stride ?? []);
  }
  return suggester.targets().flatMap((targetId) => {
    const type = suggester.assetTypeOf(targetId);
    if (type === null) return [];
    const shape = type === "data_flow" ? "flow" : elementKinds[type].shape;
    const cell = (letter: Stride): CoverageCell => {
      const counts = {
        suggested: open.get(`${targetId} ${letter}`) ?? 0,
        decided: done.get(`${targetId} ${letter}`) ?? 0,
      };
      return { state: stateOf(counts.decided, counts.suggested, applicable[shape].has(letter)), ...counts };
    };
    const cells = Object.fromEntries(letters.map((letter) => [letter, cell(letter)])) as Record<Stride, CoverageCell>;
    return [{ targetId, type, cells }];
  });
}
