import type { ZoneChoice } from "@/components/charts/time-scope.tsx";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Ranges that go on while one looks, and how long each is. */
export const choices = { "24h": dayMs, "7d": 7 * dayMs, "30d": 30 * dayMs } as const;
export type RangeChoice = keyof typeof choices;
export const choiceWords: Readonly<Record<RangeChoice, string>> = {
  "24h": "Last 24 hours",
  "7d": "7 days",
  "30d": "30 days",
};

export interface TelemetryRange {
  readonly from: string;
  readonly to?: string;
  readonly version?: string;
}

/** What the address of a telemetry page says. */
export interface TelemetryPlace {
  /** Null is a range of one's own, which has an end. */
  readonly choice: RangeChoice | null;
  readonly range: TelemetryRange;
  readonly zone: ZoneChoice;
  /** A version whose lines are drawn beside. */
  readonly compare: string | null;
  /** The column of the input or output in which two versions are compared. */
  readonly quantity: string | null;
  /** The cell of the matrix that was chosen. */
  readonly cell: { readonly series: string; readonly at: number } | null;
}

/** Begins of ranges stay the same for five minutes, so that what was asked a moment ago is not asked again. */
export function roundedNow(now: number): number {
  return Math.floor(now / (5 * minuteMs)) * 5 * minuteMs;
}

function momentOf(text: string | null): number | null {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? null : at;
}

function cellOf(text: string | null): TelemetryPlace["cell"] {
  const end = text?.lastIndexOf("@") ?? -1;
  const at = Number(text?.slice(end + 1));
  return text === null || end < 1 || !Number.isSafeInteger(at) ? null : { series: text.slice(0, end), at };
}

/** Reads the address; what it does not say, or says wrongly, is the last day in the zone of the browser. */
export function placeOf(search: URLSearchParams, now: number): TelemetryPlace {
  const wanted = search.get("range") ?? "24h";
  const choice = wanted in choices ? (wanted as RangeChoice) : "24h";
  const [from, to] = [momentOf(search.get("from")), momentOf(search.get("to"))];
  const version = search.get("version");
  const own = from !== null && to !== null && from < to;
  return {
    choice: own ? null : choice,
    range: {
      from: new Date(own ? from : roundedNow(now) - choices[choice]).toISOString(),
      ...(own ? { to: new Date(to).toISOString() } : {}),
      ...(version === null || version === "" ? {} : { version }),
    },
    zone: search.get("zone") === "utc" ? "utc" : "local",
    compare: search.get("compare"),
    quantity: search.get("quantity"),
    cell: cellOf(search.get("cell")),
  };
}

/** The address with some parameters changed; null takes one away. */
export function addressWith(search: URLSearchParams, change: Readonly<Record<string, string | null>>): string {
  const next = new URLSearchParams(search);
  for (const [key, value] of Object.entries(change)) {
    if (value === null) next.delete(key);
    else next.set(key, value);
  }
  const text = next.toString();
  return text === "" ? "?" : `?${text}`;
}

/** The moment that a field of a date and a clock says, in UTC or by the clocks of this browser; null when it says none. */
export function fieldMoment(value: string, zone: ZoneChoice): number | null {
  return momentOf(value === "" ? null : zone === "utc" ? `${value}Z` : value);
}

/** A moment as a field of a date and a clock holds it. */
export function momentField(at: number, zone: ZoneChoice): string {
  const shift = zone === "utc" ? 0 : new Date(at).getTimezoneOffset() * minuteMs;
  return new Date(at - shift).toISOString().slice(0, 16);
}
