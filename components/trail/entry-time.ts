const zoneOf = (zone: string | undefined) => (zone === undefined ? {} : { timeZone: zone });

/** `08:12:36` in a zone, or in the browser's own. */
export function timeOfDay(at: string, zone?: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", ...zoneOf(zone) }).format(new Date(at));
}

const partOf = (at: Date, shape: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat("en-GB", shape).format(at);

/** `Friday 20 November 2026`, put together here: servers and browsers disagree about the comma. */
export function dayInWords(at: string, zone?: string): string {
  const date = new Date(at);
  const day = partOf(date, { day: "numeric", month: "long", year: "numeric", ...zoneOf(zone) });
  return `${partOf(date, { weekday: "long", ...zoneOf(zone) })} ${day}`;
}

/** `Friday 20 November 2026, 08:12:36 CET`. */
export function exactMoment(at: string, zone?: string): string {
  const shape = { timeZoneName: "short", hour: "2-digit", ...zoneOf(zone) } as const;
  const parts = new Intl.DateTimeFormat("en-GB", shape).formatToParts(new Date(at));
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return `${dayInWords(at, zone)}, ${timeOfDay(at, zone)} ${name}`.trim();
}

/** `20 Nov 2026`. */
export function shortDay(at: string, zone?: string): string {
  const shape = { day: "numeric", month: "short", year: "numeric", ...zoneOf(zone) } as const;
  return new Intl.DateTimeFormat("en-GB", shape).format(new Date(at));
}

/** Neighbours of one day, in their order, under the day in words. */
export function byDay<Item extends { at: string }>(
  items: readonly Item[],
  zone?: string,
): { day: string; items: Item[] }[] {
  const days: { day: string; items: Item[] }[] = [];
  for (const item of items) {
    const day = dayInWords(item.at, zone);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}

/** Minutes, hours and seconds as people say them: "2 s", "5 min", "3 h". */
export function shortSpan(seconds: number): string {
  if (seconds < 60) return `${String(Math.max(0, Math.round(seconds)))} s`;
  if (seconds < 3600) return `${String(Math.round(seconds / 60))} min`;
  if (seconds < 172_800) return `${String(Math.round(seconds / 3600))} h`;
  return `${String(Math.round(seconds / 86_400))} d`;
}
