const LARGE = 1e15;

/** A number for people: whole ones with commas (`12,000`), others with three digits (`0.314`, `1,230`). */
export function sayNumber(value: number): string {
  if (!Number.isFinite(value)) return "unknown";
  if (Math.abs(value) >= LARGE || (value !== 0 && Math.abs(value) < 1e-4)) return value.toExponential(2);
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(3));
  const [whole = "", fraction] = String(Math.abs(rounded)).split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/gu, ",");
  return `${rounded < 0 ? "-" : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}
