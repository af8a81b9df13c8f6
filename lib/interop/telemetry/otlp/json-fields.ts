import { UnreadableBatchError } from "../protobuf/unreadable-batch.ts";
import type { BatchPlace } from "./batch-place.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads members of OTLP/JSON with the type of the field: 64-bit numbers as text or number, enums as numbers only, unknown members
 * left alone, null the same as absent. Throws UnreadableBatchError with a JSON pointer. Source: OTLP specification, "JSON Protobuf
 * Encoding".
 */
export class JsonFields {
  readonly #place: BatchPlace;

  constructor(place: BatchPlace) {
    this.#place = place;
  }

  object(value: unknown, name: string): Fields {
    if (value === undefined || value === null) return {};
    if (typeof value !== "object" || Array.isArray(value)) this.fail(name, "an object");
    return value as Fields;
  }

  list(value: unknown, name: string): readonly unknown[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) this.fail(name, "a list");
    return value;
  }

  text(value: unknown, name: string): string {
    if (value === undefined || value === null) return "";
    if (typeof value !== "string") this.fail(name, "a text");
    return value;
  }

  bool(value: unknown, name: string): boolean {
    if (value === undefined || value === null) return false;
    if (typeof value !== "boolean") this.fail(name, "true or false");
    return value;
  }

  /** A whole number of up to 64 bits; outside of the safe ones a bigint, when it came as a text. */
  whole(value: unknown, name: string): number | bigint {
    if (value === undefined || value === null) return 0;
    if (typeof value === "number" && Number.isInteger(value)) return value;
    if (typeof value !== "string" || !/^-?\d{1,20}$/.test(value)) this.fail(name, "a whole number");
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : BigInt(value);
  }

  /** An enum or a number of 32 bits. */
  small(value: unknown, name: string): number {
    if (value === undefined || value === null) return 0;
    if (typeof value !== "number" || !Number.isInteger(value)) this.fail(name, "a whole number, not a word");
    return value;
  }

  /** A double: a number, the same as text, or "NaN", "Infinity", "-Infinity". */
  double(value: unknown, name: string): number {
    if (value === undefined || value === null) return 0;
    if (typeof value === "number") return value;
    if (value === "NaN") return Number.NaN;
    if (typeof value !== "string" || value.trim() === "" || Number.isNaN(Number(value))) this.fail(name, "a number");
    return Number(value);
  }

  /** Nanoseconds since 1970, as whole milliseconds and the nanoseconds after them. */
  time(value: unknown, name: string): [millis: number, nanos: number] {
    if (typeof value === "string" && /^\d{7,20}$/.test(value)) {
      return [Number(value.slice(0, -6)), Number(value.slice(-6))];
    }
    const nanos = this.whole(value, name);
    if (nanos < 0) this.fail(name, "a time from 1970 on");
    return [Number(BigInt(nanos) / 1_000_000n), Number(BigInt(nanos) % 1_000_000n)];
  }

  /** Refuses the batch; `wanted` says what the member should be. */
  fail(name: string, wanted: string): never {
    const place = `${this.#place.pointer()}/${name}`;
    throw new UnreadableBatchError("malformed", `${place} must be ${wanted}.`, place);
  }
}
