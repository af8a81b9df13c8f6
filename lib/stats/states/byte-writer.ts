/** Collects the canonical bytes of a state: the same state always gives the same bytes. */
export class ByteWriter {
  #bytes = new Uint8Array(64);
  #length = 0;

  /** One byte, 0 to 255. */
  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  /** A whole number from 0 to 2^53 − 1: seven bits a byte, the lowest first, as short as possible (LEB128). */
  count(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  /** A whole number from −2^52 to 2^52: zigzag, so that small ones stay short on both sides of 0. */
  integer(value: number): void {
    this.count(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** A finite number in eight bytes, big-endian; −0 is written as 0. */
  double(value: number): void {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value + 0);
    for (let index = 0; index < 8; index += 1) this.byte(view.getUint8(index));
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}
