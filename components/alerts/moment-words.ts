const shape = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** A moment with its zone: "21 Nov 2026, 08:10 UTC". */
export function momentWords(at: string): string {
  return `${shape.format(new Date(at))} UTC`;
}
