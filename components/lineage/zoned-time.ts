/** The zone of a date-time field: this browser's, or UTC. */
export type FieldZone = "local" | "UTC";

const two = (value: number): string => String(value).padStart(2, "0");

/** An instant as a date-time field wants it, to the second: `2026-05-12T08:00:00`. */
export function toField(at: string, zone: FieldZone): string {
  const date = new Date(at);
  if (zone === "UTC") return date.toISOString().slice(0, 19);
  const day = `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** The instant that a date-time field means; undefined when it is empty or no time. The whole of its last second counts. */
export function fromField(text: string, zone: FieldZone): string | undefined {
  if (!/^\d{4,6}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return undefined;
  const full = text.split(":").length === 2 ? `${text}:59` : text;
  const date = new Date(zone === "UTC" ? `${full}.999Z` : `${full}.999`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
