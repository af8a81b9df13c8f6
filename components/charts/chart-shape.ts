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
