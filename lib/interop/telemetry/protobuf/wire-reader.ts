import { UnreadableBatchError } from "./unreadable-batch.ts";

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;
const TWO_32 = 4_294_967_296;

/** Values in lists of one batch: a byte on the wire would become 50 in memory. */
const MOST_LISTED = 1_000_000;
const SHORT_TEXT = 64;
const KNOWN_TEXTS = 1024;

type KnownText = { readonly start: number; readonly length: number; readonly text: string };

/**
 * Walks over one Protocol Buffers message without copying it: `next` steps to a field, then one of the others reads it with the
 * type that the field should have. A nested message is entered with `open` and left with `close`. Bounds are checked; groups, field
 * 0, another type on the wire and lists of more than a million numbers are refused with the byte's offset as the place.
 * Throws UnreadableBatchError. Source: Protocol Buffers, "Encoding".
 */
export class WireReader {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  readonly #known: (KnownText | undefined)[] = new Array<undefined>(KNOWN_TEXTS);
  position = 0;
  #end: number;
  #wire = 0;
  #low = 0;
  #high = 0;
  #listed = 0;
  /** Nanoseconds after the whole millisecond that `time` answered last. */
  restNanos = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#end = bytes.byteLength;
  }

  /** Steps to the next field of the message and answers its number; 0 at the message's end. */
  next(): number {
    if (this.position >= this.#end) return 0;
    const at = this.position;
    this.#varint();
    const field = this.#low >>> 3;
    this.#wire = this.#low & 7;
    if (this.#high !== 0 || field === 0) fail("This is not a field of Protocol Buffers", at);
    return field;
  }

  /** Enters a nested message; answers the end of the outer one, for `close`. */
  open(): number {
    const end = this.#end;
    const length = this.#length();
    this.#end = this.position + length;
    return end;
  }

  /** Leaves a nested message, wherever in it the reader stands. */
  close(outerEnd: number): void {
    this.position = this.#end;
    this.#end = outerEnd;
  }

  /** Steps over the field. */
  skip(): void {
    if (this.#wire === VARINT) this.#varint();
    else if (this.#wire === FIXED64) this.#advance(8);
    else if (this.#wire === LENGTH) this.#take();
    else if (this.#wire === FIXED32) this.#advance(4);
    else fail("Groups and unknown wire types are not read", this.position);
  }

  /** A string as UTF-8; what is not well-formed becomes U+FFFD. Short ones that came before are answered again, not made anew. */
  text(): string {
    const start = this.#take();
    const length = this.position - start;
    if (length > SHORT_TEXT) return this.#bytes.toString("utf8", start, start + length);
    let hash = length;
    for (let at = start; at < this.position; at += 1) hash = (hash * 31 + (this.#bytes[at] ?? 0)) | 0;
    const slot = (hash ^ (hash >>> 13)) & (KNOWN_TEXTS - 1);
    const known = this.#known[slot];
    if (known !== undefined && this.#same(known, start, length)) return known.text;
    const text = this.#bytes.toString("utf8", start, start + length);
    this.#known[slot] = { start, length, text };
    return text;
  }

  /** Bytes as lower-case hexadecimal digits. */
  hex(): string {
    const start = this.#take();
    return this.#bytes.toString("hex", start, this.position);
  }

  /** Bytes as base64, as OTLP/JSON writes them. */
  base64(): string {
    const start = this.#take();
    return this.#bytes.toString("base64", start, this.position);
  }

  bool(): boolean {
    this.#expect(VARINT);
    this.#varint();
    return this.#low !== 0 || this.#high !== 0;
  }

  /** uint32, uint64 or an enum; above 2^53 the nearest number. */
  unsigned(): number {
    this.#expect(VARINT);
    this.#varint();
    return this.#high * TWO_32 + this.#low;
  }

  /** int32 or int64; outside of the safe whole numbers a bigint. */
  signed(): number | bigint {
    this.#expect(VARINT);
    this.#varint();
    return this.#signedValue();
  }

  /** sint32 (zigzag). */
  zigzag(): number {
    this.#expect(VARINT);
    this.#varint();
    return this.#zigzagValue();
  }

  /** fixed64; above 2^53 the nearest number. */
  fixed(): number {
    this.#fixed();
    return this.#high * TWO_32 + this.#low;
  }

  /** sfixed64; outside of the safe whole numbers a bigint. */
  signedFixed(): number | bigint {
    this.#fixed();
    return this.#signedValue();
  }

  /** Nanoseconds since 1970 in a fixed64, as whole milliseconds, rounded down and exact; `restNanos` holds the rest. */
  time(): number {
    this.#fixed();
    // 2^32 nanoseconds are 4294 milliseconds and 967296 nanoseconds; no step leaves the safe whole numbers.
    const nanos = this.#high * 967_296 + this.#low;
    const millis = Math.floor(nanos / 1e6);
    this.restNanos = nanos - millis * 1e6;
    return this.#high * 4294 + millis;
  }

  double(): number {
    this.#expect(FIXED64);
    const at = this.position;
    this.#advance(8);
    return this.#view.getFloat64(at, true);
  }

  /** True when the double that comes next has exactly these bits; it is not read. */
  doubleIs(high: number, low: number): boolean {
    if (this.#wire !== FIXED64 || this.position + 8 > this.#end) return false;
    return this.#view.getUint32(this.position + 4, true) === high && this.#view.getUint32(this.position, true) === low;
  }

  /** Counts an element of a list that the caller keeps; refuses the batch after a million. */
  listed(): void {
    this.#listed += 1;
    if (this.#listed > MOST_LISTED) {
      const message = `The batch lists more than ${MOST_LISTED} values in lists. Send smaller batches.`;
      throw new UnreadableBatchError("too_large", message, `byte ${this.position}`);
    }
  }

  /** Elements of a repeated double, packed or one by one. */
  doubles(into: number[]): void {
    this.#list(into, FIXED64, () => {
      const at = this.position;
      this.#advance(8);
      return this.#view.getFloat64(at, true);
    });
  }

  /** Elements of a repeated fixed64, packed or one by one. */
  fixeds(into: number[]): void {
    this.#list(into, FIXED64, () => {
      this.#words();
      return this.#high * TWO_32 + this.#low;
    });
  }

  /** Elements of a repeated uint32 or uint64, packed or one by one. */
  unsigneds(into: number[]): void {
    this.#list(into, VARINT, () => {
      this.#varint();
      return this.#high * TWO_32 + this.#low;
    });
  }

  /** Elements of a repeated sint64, packed or one by one. */
  zigzags(into: number[]): void {
    this.#list(into, VARINT, () => {
      this.#varint();
      return this.#zigzagValue();
    });
  }

  #list(into: number[], wire: number, element: () => number): void {
    if (this.#wire !== LENGTH) {
      this.#expect(wire);
      this.listed();
      into.push(element());
      return;
    }
    const outerEnd = this.open();
    while (this.position < this.#end) {
      this.listed();
      into.push(element());
    }
    this.close(outerEnd);
  }

  #same(known: KnownText, start: number, length: number): boolean {
    if (known.length !== length) return false;
    for (let at = 0; at < length; at += 1) {
      if (this.#bytes[known.start + at] !== this.#bytes[start + at]) return false;
    }
    return true;
  }

  #expect(wire: number): void {
    if (this.#wire !== wire) fail(`The field has wire type ${this.#wire} instead of ${wire}`, this.position);
  }

  #advance(count: number): void {
    if (this.position + count > this.#end) fail("The message ends in the middle of a field", this.position);
    this.position += count;
  }

  #length(): number {
    this.#expect(LENGTH);
    this.#varint();
    const length = this.#high * TWO_32 + this.#low;
    if (length > this.#end - this.position) fail("A field is longer than the message it is in", this.position);
    return length;
  }

  /** Steps over the bytes of a length-delimited field; answers where they begin. */
  #take(): number {
    const length = this.#length();
    const start = this.position;
    this.position += length;
    return start;
  }

  #fixed(): void {
    this.#expect(FIXED64);
    this.#words();
  }

  #words(): void {
    const at = this.position;
    this.#advance(8);
    this.#low = this.#view.getUint32(at, true);
    this.#high = this.#view.getUint32(at + 4, true);
  }

  #byte(): number {
    if (this.position >= this.#end) fail("The message ends in the middle of a number", this.position);
    const byte = this.#bytes[this.position] ?? 0;
    this.position += 1;
    return byte;
  }

  /** Up to ten groups of seven bits into two words of 32. */
  #varint(): void {
    let byte = this.#byte();
    let low = byte & 0x7f;
    this.#high = 0;
    for (let shift = 7; byte >= 0x80 && shift < 28; shift += 7) {
      byte = this.#byte();
      low |= (byte & 0x7f) << shift;
    }
    if (byte >= 0x80) {
      byte = this.#byte();
      low |= (byte & 0x0f) << 28;
      this.#high = (byte & 0x7f) >>> 4;
      for (let shift = 3; byte >= 0x80; shift += 7) {
        if (shift > 31) fail("A number is longer than ten bytes", this.position);
        byte = this.#byte();
        if (shift === 31 && byte > 1) fail("A number is larger than 64 bits", this.position);
        this.#high = (this.#high | ((byte & 0x7f) << shift)) >>> 0;
      }
    }
    this.#low = low >>> 0;
  }

  #signedValue(): number | bigint {
    const value = (this.#high | 0) * TWO_32 + this.#low;
    if (Number.isSafeInteger(value)) return value;
    return (BigInt(this.#high | 0) << 32n) | BigInt(this.#low);
  }

  #zigzagValue(): number {
    const half = Math.floor(this.#high / 2) * TWO_32 + (((this.#low >>> 1) | (this.#high << 31)) >>> 0);
    return (this.#low & 1) === 0 ? half : -half - 1;
  }
}

function fail(message: string, offset: number): never {
  throw new UnreadableBatchError("malformed", `${message} (at byte ${offset}).`, `byte ${offset}`);
}
