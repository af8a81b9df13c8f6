export const levels = [0, 1, 2, 3, 4, 5, 6] as const;
export type HeatLevel = (typeof levels)[number];

export interface HeatCell {
  /** Null is not enough to say: hatched. */
  readonly level: HeatLevel | null;
  /** Marked with a ring: this one counts. */
  readonly ring: boolean;
  readonly words: string;
}

export interface HeatRow {
  readonly id: string;
  readonly label: string;
  readonly cells: readonly HeatCell[];
}

/** The step of the scale for a value; everything from `most` on is the last one. */
export function levelOf(value: number, most: number): HeatLevel {
  const place = Math.floor((Math.max(0, value) / most) * (levels.length - 1));
  return levels[Math.min(levels.length - 1, place)] ?? 0;
}

const SVG = "http://www.w3.org/2000/svg";
const [NAME, CELL, LINE] = [190, 24, 28];

function part(name: string, attributes: Readonly<Record<string, string | number>>, text = ""): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
}

/** The matrix as a drawing, for the picture: colours as they are in the theme of the page. */
export function drawHeat(rows: readonly HeatRow[]): SVGSVGElement {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim() || "#888888";
  const svg = document.createElementNS(SVG, "svg");
  const columns = rows[0]?.cells.length ?? 0;
  const [width, height] = [NAME + columns * CELL, rows.length * LINE];
  for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) {
    svg.setAttribute(key, String(value));
  }
  rows.forEach(({ label, cells }, line) => {
    const y = line * LINE;
    svg.append(part("text", { x: 0, y: y + 18, "font-size": 12, fill: token("--text-2") }, label));
    cells.forEach(({ level, ring }, place) => {
      const x = NAME + place * CELL;
      const empty = { fill: "none", stroke: token("--line-strong"), "stroke-dasharray": "2 2" };
      const fill = level === null ? empty : { fill: token(`--s${level}`) };
      svg.append(part("rect", { x: x + 1, y: y + 1, width: CELL - 2, height: LINE - 2, rx: 2, ...fill }));
      if (!ring) return;
      const mark = { cx: x + CELL / 2, cy: y + LINE / 2, r: 4, fill: "none", "stroke-width": 1.8 };
      svg.append(part("circle", { ...mark, stroke: token("--s-ink-hi") }));
    });
  });
  return svg;
}
