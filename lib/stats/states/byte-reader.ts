/**
 * Reads what ByteWriter wrote. Past the end or at a number that is not in its shortest form it answers 0 and remembers:
 * ask `complete` before using what was read.
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #sound = true;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    const value = this.#bytes[this.#at];
    this.#at += 1;
    if (value === undefined) this.#sound = false;
    return value ?? 0;
  }

  count(): number {
    let value = 0;
    let scale = 1;
    for (let length = 0; length < 8; length += 1) {
      const byte = this.byte();
      value += (byte % 128) * scale;
      if (byte < 128) {
        if ((byte === 0 && length > 0) || !Number.isSafeInteger(value)) this.#sound = false;
        return value;
      }
      scale *= 128;
    }
    this.#sound = false;
    return 0;
  }

  integer(): number {
    const value = this.count();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  double(): number {
    const view = new DataView(new ArrayBuffer(8));
    for (let index = 0; index < 8; index += 1) view.setUint8(index, this.byte());
    const value = view.getFloat64(0);
    if (!Number.isFinite(value) || Object.is(value, -0)) this.#sound = false;
    return value;
  }

  /** Says that what was read makes no sense. */
  reject(): void {
    this.#sound = false;
  }

  /** Whether everything so far was there and in canonical form; a reader's loops stop on false. */
  get sound(): boolean {
    return this.#sound;
  }

  /** Whether everything was read, and all of it was there and in canonical form. */
  get complete(): boolean {
    return this.#sound && this.#at === this.#bytes.length;
  }
}
