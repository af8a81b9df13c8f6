import type { ElementKind } from "../kinds.ts";
import type { DiagramElement } from "../schema.ts";
import type { Shown } from "./decide-fact.ts";
import type { Reaches, ReachName } from "./reaches.ts";
import type { Link, Links, Scene } from "./scene.ts";
import { wayOf } from "./spread.ts";

/** An element with its neighbours, in the scene, and what reaches it. */
export type SeenElement = { scene: Scene; element: DiagramElement; links: Links; reaches: Reaches };

/** What the drawing shows of one predicate; null when it shows nothing. */
export type Show = (seen: SeenElement) => Shown | null;

/** It holds. */
export const yes = (words: string, about: readonly string[]): Shown => ({ value: "yes", words, about });
/** It does not hold. */
export const no = (words: string, about: readonly string[]): Shown => ({ value: "no", words, about });

/** The first flow, in the order of ids, that joins it to one of these kinds. */
export function linked(
  { links }: SeenElement,
  side: "into" | "outOf" | "any",
  ...kinds: ElementKind[]
): Link | undefined {
  const list = side === "any" ? [...links.into, ...links.outOf] : links[side];
  return list.find(({ peer }) => kinds.includes(peer.kind));
}

/** Whether it is of one of these kinds. */
export function isKind(seen: SeenElement, ...kinds: ElementKind[]): boolean {
  return kinds.includes(seen.element.kind);
}

const isDrawnIn = ({ links }: SeenElement): boolean => links.into.length + links.outOf.length > 0;

/** That something gets here, from where and over how many boundaries; null when it does not. */
export function reached(seen: SeenElement, name: ReachName, word: string): Shown | null {
  const way = seen.reaches[name].get(seen.element.id);
  if (way === undefined) return null;
  const over =
    way.boundaries > 0 ? `over ${way.boundaries === 1 ? "1 boundary" : `${way.boundaries} boundaries`}` : null;
  const steps = way.steps > 1 ? `through ${way.steps - 1 === 1 ? "1 step" : `${way.steps - 1} steps`}` : null;
  return yes([`${word} ${way.sourceName}`, over, steps].filter((part) => part !== null).join(", "), wayOf(way));
}

/** As `reached`, for a table. */
export const through =
  (name: ReachName, word: string): Show =>
  (seen) =>
    reached(seen, name, word);

/** It holds for these kinds. */
export const ofKind =
  (words: string, ...kinds: ElementKind[]): Show =>
  (seen) =>
    isKind(seen, ...kinds) ? yes(words, [seen.element.id]) : null;

/** It holds for what is joined to one of these kinds. */
export const joinedTo =
  (word: string, side: "into" | "outOf" | "any", ...kinds: ElementKind[]): Show =>
  (seen) => {
    const link = linked(seen, side, ...kinds);
    return link === undefined ? null : yes(`${word} ${link.peer.name}`, [seen.element.id, link.flow.id, link.peer.id]);
  };

/** It does not hold for anything that is drawn in, so put it last. */
export const absent =
  (words: string): Show =>
  (seen) =>
    isDrawnIn(seen) ? no(words, [seen.element.id]) : null;

/** The first that shows something. */
export const firstOf =
  (...shows: Show[]): Show =>
  (seen) => {
    for (const show of shows) {
      const shown = show(seen);
      if (shown !== null) return shown;
    }
    return null;
  };
