const TWO_32 = 4_294_967_296n;

/** Writes one Protocol Buffers message, field by field, in the order of the calls. Source: Protocol Buffers, "Encoding". */
export class WireWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  /** What was written, in an array of its own. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  /** int32, int64, uint32, uint64, bool and enums; a negative number takes ten bytes, as the format wants it. */
  integer(field: number, value: number | bigint): this {
    this.#tag(field, 0);
    this.#varint(BigInt.asUintN(64, BigInt(value)));
    return this;
  }

  /** sint32 and sint64. */
  zigzag(field: number, value: number | bigint): this {
    this.#tag(field, 0);
    this.#varint(zigzag(value));
    return this;
  }

  /** fixed64 and sfixed64. */
  fixed(field: number, value: number | bigint): this {
    this.#tag(field, 1);
    this.#fixed(value);
    return this;
  }

  double(field: number, value: number): this {
    this.#tag(field, 1);
    this.#double(value);
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  /** Bytes, or a message that was written before. */
  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, 2);
    this.#varint(BigInt(value.length));
    this.#raw(value);
    return this;
  }

  message(field: number, write: (message: WireWriter) => void): this {
    const inner = new WireWriter();
    write(inner);
    return this.bytes(field, inner.finish());
  }

  doubles(field: number, values: readonly number[]): this {
    return this.message(field, (inner) => values.forEach((value) => inner.#double(value)));
  }

  fixeds(field: number, values: readonly (number | bigint)[]): this {
    return this.message(field, (inner) => values.forEach((value) => inner.#fixed(value)));
  }

  integers(field: number, values: readonly (number | bigint)[]): this {
    return this.message(field, (inner) => values.forEach((value) => inner.#varint(BigInt.asUintN(64, BigInt(value)))));
  }

  zigzags(field: number, values: readonly (number | bigint)[]): this {
    return this.message(field, (inner) => values.forEach((value) => inner.#varint(zigzag(value))));
  }

  #tag(field: number, wire: number): void {
    this.#varint(BigInt(field) * 8n + BigInt(wire));
  }

  #varint(value: bigint): void {
    let rest = value;
    for (; rest > 0x7fn; rest >>= 7n) this.#raw([Number(rest & 0x7fn) | 0x80]);
    this.#raw([Number(rest)]);
  }

  #fixed(value: number | bigint): void {
    const whole = BigInt.asUintN(64, BigInt(value));
    const words = new DataView(new ArrayBuffer(8));
    words.setUint32(0, Number(whole % TWO_32), true);
    words.setUint32(4, Number(whole / TWO_32), true);
    this.#raw(new Uint8Array(words.buffer));
  }

  #double(value: number): void {
    const words = new DataView(new ArrayBuffer(8));
    words.setFloat64(0, value, true);
    this.#raw(new Uint8Array(words.buffer));
  }

  #raw(bytes: ArrayLike<number>): void {
    if (this.#length + bytes.length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + bytes.length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }
}

function zigzag(value: number | bigint): bigint {
  const whole = BigInt(value);
  return whole >= 0n ? whole * 2n : -whole * 2n - 1n;
}
