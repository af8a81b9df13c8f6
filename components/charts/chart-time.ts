const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const steps = [
  5 * minuteMs,
  15 * minuteMs,
  30 * minuteMs,
  hourMs,
  2 * hourMs,
  3 * hourMs,
  6 * hourMs,
  12 * hourMs,
  dayMs,
  2 * dayMs,
  7 * dayMs,
  14 * dayMs,
  30 * dayMs,
  90 * dayMs,
];

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(shape)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat("en-GB", { ...shape, timeZone: zone });
  formats.set(key, known);
  return known;
}

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetMs(at: number, zone: string): number {
  const shape = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  } as const;
  const parts = Object.fromEntries(
    format(zone, shape)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** The smallest step, of those that people read off a clock, that needs at most `most` marks from one moment to the other. */
export function tickStep(from: number, to: number, most: number): number {
  return steps.find((step) => (to - from) / step <= most) ?? 365 * dayMs;
}

/** Moments for the marks of a time axis: whole hours or days by the clocks of the zone, at most about `most` of them. */
export function timeTicks(from: number, to: number, zone: string, most: number): number[] {
  if (!(to > from)) return [];
  const step = tickStep(from, to, most);
  const ticks: number[] = [];
  for (let local = Math.ceil((from + offsetMs(from, zone)) / step) * step; ; local += step) {
    const guess = local - offsetMs(from, zone);
    const at = local - offsetMs(guess, zone);
    if (at > to) return ticks;
    if (at >= from) ticks.push(at);
  }
}

const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const calendar = { day: "numeric", month: "short" } as const;

export function clockWords(at: number, zone: string): string {
  return format(zone, clock).format(at);
}

export function dayWords(at: number, zone: string): string {
  return format(zone, calendar).format(at);
}

/** The short name of a zone at a moment: `CET`, `UTC`, `GMT-5`. */
export function zoneWords(at: number, zone: string): string {
  const parts = format(zone, { timeZoneName: "short", hour: "numeric" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

/** What stands at a mark of a time axis: the clock, or the day at midnight and where marks are days apart. */
export function tickWords(at: number, stepMs: number, zone: string): string {
  const time = clockWords(at, zone);
  return stepMs >= dayMs || time === "00:00" ? dayWords(at, zone) : time;
}

/** A moment with its zone, `20 Nov 02:15 CET`. */
export function momentWords(at: number, zone: string): string {
  return `${dayWords(at, zone)} ${clockWords(at, zone)} ${zoneWords(at, zone)}`;
}

/** From one moment to another with the zone; whole days in the zone are said without clocks. */
export function windowWords(from: number, to: number, zone: string): string {
  const [first, last, name] = [dayWords(from, zone), dayWords(to, zone), zoneWords(from, zone)];
  const [begin, end] = [clockWords(from, zone), clockWords(to, zone)];
  if (begin === "00:00" && end === "00:00" && to - from <= 25 * hourMs) return `${first}, ${name}`;
  return first === last ? `${first} ${begin} to ${end} ${name}` : `${first} ${begin} to ${last} ${end} ${name}`;
}

/** How long a window is, in words: `5-minute windows`, `Hourly windows`, `Daily windows`. */
export function stepWords(stepMs: number): string {
  if (stepMs % dayMs === 0) return stepMs === dayMs ? "Daily windows" : `${stepMs / dayMs}-day windows`;
  if (stepMs % hourMs === 0) return stepMs === hourMs ? "Hourly windows" : `${stepMs / hourMs}-hour windows`;
  return `${Math.round(stepMs / minuteMs)}-minute windows`;
}
