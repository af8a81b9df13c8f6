import { canonicalJson } from "../../merkle/canonical-json.ts";

/** Whether two values say the same, whatever the order of their members. */
export function same(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}

/** Whether a file leaves this open: an empty text, list or nothing. */
export function isOpen(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

/** A value as the preview shows it. */
export function shown(value: unknown): string | string[] | null {
  if (isOpen(value)) return null;
  if (typeof value === "string") return value.length > 300 ? `${value.slice(0, 299)}…` : value;
  if (typeof value === "number") return String(Math.round(value * 100) / 100);
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => shortOf(item));
  return Object.entries(value as object).map(([name, each]) => `${name}: ${shortOf(each)}`);
}

function shortOf(value: unknown): string {
  if (typeof value === "string") return value.slice(0, 200);
  if (value !== null && typeof value === "object" && "title" in value) return String(value.title);
  return JSON.stringify(value).slice(0, 120);
}
