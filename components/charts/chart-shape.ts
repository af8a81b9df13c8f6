/** Room around the drawing of a chart over time, in pixels: the crosshair outside of the drawing needs to know it too. */
export const plotMargin = { top: 16, right: 10, bottom: 22, left: 46 } as const;

/** How each of four lines is dashed, so that nobody needs their colours. */
export const dashes = ["", "6 3", "2 3", "8 3 2 3"] as const;

export const MOST_LINES = 4;

export interface ChartShape {
  readonly kind: "line" | "area";
  /** The axis begins at 0. */
  readonly zero: boolean;
  readonly height: number;
}

export interface ChartLimit {
  readonly value: number;
  readonly label: string;
}

/** Something that happened, as a letter over the drawing and in words beside it. */
export interface TimeMark {
  readonly at: number;
  readonly letter: string;
  readonly words: string;
}

/** Letters of marks that stand nearer to each other than this many pixels are written together. */
const LETTER_ROOM = 14;

/**
 * What stands over each mark of an axis of `room` pixels from one moment to another: its letter, and those of the marks right
 * after it, each letter once; nothing over the marks whose letters stand there. The marks are in ascending time.
 */
export function markLetters(
  marks: readonly TimeMark[],
  { from, to }: { from: number; to: number },
  room: number,
): string[] {
  const letters: string[] = [];
  let first = 0;
  for (const [place, { at, letter }] of marks.entries()) {
    const before = marks[first]?.at ?? at;
    const near = place > 0 && ((at - before) / Math.max(1, to - from)) * room < LETTER_ROOM;
    if (!near) first = place;
    const known = near ? (letters[first] ?? "") : "";
    letters[first] = known.includes(letter) ? known : known + letter;
    if (near) letters[place] = "";
  }
  return letters;
}
