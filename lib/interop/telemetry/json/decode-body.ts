import { firstInvalidUtf8 } from "../../read-text.ts";
import { TELEMETRY_LIMITS, type TelemetryReading } from "../record.ts";
import { unreadable } from "./problem.ts";

/** What came in, decompressed: its bytes, or its text where somebody decoded it already. */
export type TelemetryBody = { readonly bytes: Uint8Array } | { readonly text: string };

export interface DecodedText {
  readonly text: string;
  /** Whether a text in it may hold NUL or half of a surrogate pair, which no database stores; most bodies cannot. */
  readonly mayBeOdd: boolean;
}

const ODD = /\0|\p{Surrogate}/u;
const BOM = "\uFEFF";

/**
 * The text of a body: UTF-8, without its byte order mark. JSON writes NUL and lone surrogates only as \u escapes, so a body
 * without any needs no further look at its texts. Refused: other encodings (with the byte), an empty body, and one above the
 * limit after decompression.
 */
export function decodeBody(body: TelemetryBody): TelemetryReading<DecodedText> {
  const size = "bytes" in body ? body.bytes.byteLength : body.text.length;
  if (size > TELEMETRY_LIMITS.inflatedBytes) {
    return unreadable(
      "too_large",
      `The body is larger than ${TELEMETRY_LIMITS.inflatedBytes} bytes after decompression.`,
    );
  }
  const decoded = "bytes" in body ? decode(body.bytes) : body.text;
  if (decoded === null) {
    const at = "bytes" in body ? firstInvalidUtf8(body.bytes) : 0;
    return unreadable("malformed", `The body is not UTF-8 at byte ${at}.`, `byte ${at}`);
  }
  const text = decoded.startsWith(BOM) ? decoded.slice(1) : decoded;
  if (text.trim() === "") return unreadable("malformed", "The body is empty.", "line 1, column 1");
  const mayBeOdd = text.includes("\\u") || ("text" in body && ODD.test(text));
  return { ok: true, decoded: { text, mayBeOdd } };
}

/** Whether a text can be stored: it holds neither NUL nor half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !ODD.test(text);
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
