const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

interface ClockSetting {
  now: Date;
  /** IANA name; without it the zone of this browser. */
  timeZone?: string;
}

function zoneOption(timeZone: string | undefined): { timeZone?: string } {
  return timeZone === undefined ? {} : { timeZone };
}

/** A calendar day in words, `18 Nov`; with the year when it is not the year of `now`. */
export function formatDay(at: Date, { now, timeZone }: ClockSetting): string {
  const zone = zoneOption(timeZone);
  const year = new Intl.DateTimeFormat("en-GB", { year: "numeric", ...zone });
  const sameYear = year.format(at) === year.format(now);
  const shape = { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" as const }), ...zone } as const;
  return new Intl.DateTimeFormat("en-GB", shape).format(at);
}

/**
 * How long ago or ahead `at` is, in the largest whole unit: `just now`, `12 s ago`, `5 min ago`, `3 h ago`, `4 d ago`,
 * `in 2 h`; from seven days on the calendar day. An invalid date gives `unknown`.
 */
export function formatRelative(at: Date, clock: ClockSetting): string {
  const differenceMs = clock.now.getTime() - at.getTime();
  if (Number.isNaN(differenceMs)) return "unknown";
  const distanceMs = Math.abs(differenceMs);
  if (distanceMs >= 7 * dayMs) return formatDay(at, clock);
  const say = (amount: string) => (differenceMs >= 0 ? `${amount} ago` : `in ${amount}`);
  if (distanceMs < 5_000) return "just now";
  if (distanceMs < minuteMs) return say(`${Math.floor(distanceMs / 1000)} s`);
  if (distanceMs < hourMs) return say(`${Math.floor(distanceMs / minuteMs)} min`);
  if (distanceMs < dayMs) return say(`${Math.floor(distanceMs / hourMs)} h`);
  return say(`${Math.floor(distanceMs / dayMs)} d`);
}

/** The exact moment with its zone, `Friday 20 November 2026 at 08:12:36 CET`. An invalid date gives `unknown`. */
export function formatExact(at: Date, timeZone?: string): string {
  if (Number.isNaN(at.getTime())) return "unknown";
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
    ...zoneOption(timeZone),
  }).format(at);
}
