import { invalid } from "./errors.ts";

/** A cursor: the sort values and the id of a page's last row, as text that clients only hand back. */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values), "utf8").toString("base64url");
}

/** Reverses encodeCursor. Throws invalid_input unless the cursor holds exactly `count` values. */
export function decodeCursor(cursor: string, count: number): string[] {
  const broken = "This cursor was not made here. Begin with the first page.";
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(values) && values.length === count && values.every((value) => typeof value === "string")) {
      return values;
    }
  } catch {
    return invalid("cursor", broken);
  }
  return invalid("cursor", broken);
}
