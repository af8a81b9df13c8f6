import { cellBounds } from "../../stats/states/reference-edges.ts";
import type { Distribution } from "../schema.ts";
import type { ReferenceColumn } from "../reference/build-columns.ts";

type Bar = Distribution["bars"][number];

const BARS = 24;
const MOST_CATEGORIES = 24;
const say = (value: number): string => value.toLocaleString("en-GB", { maximumSignificantDigits: 4 });

/** Spreads the counts of cells evenly over bars of one width, with one bar below the first and one above the last of them. */
function spread(
  cells: readonly { from: number; to: number }[],
  counts: readonly number[],
  [low, width]: readonly [number, number],
): number[] {
  const bars = Array.from({ length: BARS + 2 }, () => 0);
  const put = (bar: number, count: number): void => {
    const place = Math.min(BARS + 1, Math.max(0, bar + 1));
    bars[place] = (bars[place] ?? 0) + count;
  };
  const edge = (bar: number): number => low + bar * width;
  cells.forEach(({ from, to }, index) => {
    const count = counts[index] ?? 0;
    if (count === 0) return;
    if (!Number.isFinite(from) || !Number.isFinite(to) || from === to) {
      if (from === to) put(Math.floor((from - low) / width), count);
      else put(Number.isFinite(from) ? Math.max(0, Math.floor((from - low) / width)) : -1, count);
      return;
    }
    const part = (begin: number, end: number): number => (end > begin ? (count * (end - begin)) / (to - from) : 0);
    put(-1, part(from, Math.min(to, low)));
    put(BARS, part(Math.max(from, edge(BARS)), to));
    for (let bar = Math.max(0, Math.floor((from - low) / width)); bar < BARS && edge(bar) < to; bar += 1) {
      put(bar, part(Math.max(from, edge(bar)), Math.min(to, edge(bar + 1))));
    }
  });
  return bars;
}

const shares = (counts: readonly number[]): number[] => {
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.map((count) => (sum === 0 ? 0 : count / sum));
};

function numberBars(column: ReferenceColumn, counts: readonly number[]): Bar[] {
  if (column.edges.type !== "number") return [];
  const { points } = column.edges;
  const cut = points.length >= 50 ? Math.floor(points.length / 50) : 0;
  const low = points[cut] ?? 0;
  const high = points[points.length - 1 - cut] ?? low;
  const width = high > low ? (high - low) / BARS : 1;
  const cells = cellBounds(column.edges);
  const reference = shares(spread(cells, column.counts, [low, width]));
  const current = shares(spread(cells, counts, [low, width]));
  const bars = reference.map((share, place): Bar => {
    const [from, to] = [low + (place - 1) * width, low + place * width];
    const both = { reference: share, current: current[place] ?? 0 };
    if (place === 0) return { label: `under ${say(to)}`, from: null, to, ...both };
    if (place === BARS + 1) return { label: `${say(from)} and more`, from, to: null, ...both };
    return { label: `${say(from)} to ${say(to)}`, from, to, ...both };
  });
  return bars.filter(({ from, to, ...both }) => (from !== null && to !== null) || both.reference + both.current > 0);
}

function categoryBars(
  column: ReferenceColumn,
  counts: readonly number[],
  named: readonly (readonly [string, number])[],
): Bar[] {
  if (column.edges.type !== "category") return [];
  const reference = shares(column.counts);
  const current = shares(counts);
  const bar = (label: string, left: number, right: number): Bar => ({
    label,
    from: null,
    to: null,
    reference: left,
    current: right,
  });
  const all = column.edges.categories.map((category, index) =>
    bar(category, reference[index] ?? 0, current[index] ?? 0),
  );
  const shown = all.sort(
    (left, right) => Math.max(right.reference, right.current) - Math.max(left.reference, left.current),
  );
  const rest = shown.slice(MOST_CATEGORIES);
  const fresh =
    named.length === 0
      ? "all others"
      : `new: ${named
          .slice(0, 3)
          .map(([name]) => name)
          .join(", ")}`;
  const others = bar(fresh, reference.at(-1) ?? 0, current.at(-1) ?? 0);
  const small = bar(
    `${rest.length} rarer ones`,
    rest.reduce((sum, each) => sum + each.reference, 0),
    rest.reduce((sum, each) => sum + each.current, 0),
  );
  return [
    ...shown.slice(0, MOST_CATEGORIES),
    ...(rest.length > 0 ? [small] : []),
    ...(others.current > 0 || others.reference > 0 ? [others] : []),
  ];
}

/** The two distributions as bars of shares, which add up to 1 on each side. Counts are by the cells of the column. */
export function barsOf(
  column: ReferenceColumn,
  counts: readonly number[],
  named: readonly (readonly [string, number])[] = [],
): Bar[] {
  return column.type === "number" ? numberBars(column, counts) : categoryBars(column, counts, named);
}
