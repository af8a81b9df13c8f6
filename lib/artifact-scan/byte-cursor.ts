import type { RandomAccess } from "./random-access.ts";

/** Gives bytes piece by piece; null at the end. `skip`, where there is one, jumps over bytes without reading them. */
export interface ByteFeed {
  next(): Promise<Uint8Array | null>;
  skip?(count: number): Promise<void>;
}

const WINDOW_BYTES = 262_144;

/** Reads a file window by window, from `start`. */
export function fileFeed(source: RandomAccess, start = 0): ByteFeed {
  let at = start;
  return {
    next: async () => {
      if (at >= source.sizeBytes) return null;
      const bytes = await source.read(at, WINDOW_BYTES);
      at += bytes.length;
      return bytes.length === 0 ? null : bytes;
    },
    skip: async (count) => {
      at += count;
    },
  };
}

/** Packed bytes that cannot be unpacked. */
export class DamagedError extends Error {}

/**
 * Unpacks a feed while it is read; `format` as of DecompressionStream. Throws DamagedError for bytes that cannot
 * be unpacked, and ends after `limitBytes`, saying so through `onLimit`.
 */
export function inflateFeed(
  feed: ByteFeed,
  format: "deflate-raw" | "deflate" | "gzip",
  limitBytes: number,
  onLimit: () => void,
): ByteFeed {
  let readingFailed: Error | undefined;
  const packed = new ReadableStream<BufferSource>({
    pull: async (controller) => {
      try {
        const piece = await feed.next();
        if (piece === null) controller.close();
        else controller.enqueue(piece.slice());
      } catch (error) {
        readingFailed = error instanceof Error ? error : new Error(String(error));
        controller.error(error);
      }
    },
  });
  const reader = packed.pipeThrough(new DecompressionStream(format)).getReader();
  let given = 0;
  return {
    next: async () => {
      if (given >= limitBytes) {
        onLimit();
        await reader.cancel().catch(() => undefined);
        return null;
      }
      const { value, done } = await reader.read().catch(() => {
        throw readingFailed ?? new DamagedError("the packed bytes are damaged");
      });
      if (done) return null;
      given += value.length;
      return value;
    },
  };
}

/** Reads numbers and pieces from a feed. `byte` and the numbers need what `need` has made sure of. */
export class ByteCursor {
  readonly #feed: ByteFeed;
  #chunk = new Uint8Array(0);
  #at = 0;
  #base: number;

  constructor(feed: ByteFeed, base = 0) {
    this.#feed = feed;
    this.#base = base;
  }

  /** Bytes from the beginning to the next one that is read. */
  get position(): number {
    return this.#base + this.#at;
  }

  get buffered(): number {
    return this.#chunk.length - this.#at;
  }

  /** Makes sure that `count` bytes are at hand; false when the feed ends before. */
  async need(count: number): Promise<boolean> {
    while (this.buffered < count) {
      const piece = await this.#feed.next();
      if (piece === null) return false;
      const rest = this.#chunk.subarray(this.#at);
      this.#base += this.#at;
      this.#at = 0;
      if (rest.length === 0) this.#chunk = new Uint8Array(piece.buffer as ArrayBuffer, piece.byteOffset, piece.length);
      else {
        const joined = new Uint8Array(rest.length + piece.length);
        joined.set(rest);
        joined.set(piece, rest.length);
        this.#chunk = joined;
      }
    }
    return true;
  }

  byte(): number {
    return this.#chunk[this.#at++] ?? 0;
  }

  /** The next byte, without going on. */
  peek(ahead = 0): number {
    return this.#chunk[this.#at + ahead] ?? 0;
  }

  /** An unsigned number of 1 to 8 bytes, smallest first; Infinity above 2^53. */
  number(bytes: number): number {
    let value = 0;
    for (let index = 0, factor = 1; index < bytes; index += 1, factor *= 256) value += this.byte() * factor;
    return value > Number.MAX_SAFE_INTEGER ? Infinity : value;
  }

  /** The next bytes, of which all must be there; null when the feed ends before. The array is a view: copy to keep it. */
  async take(count: number): Promise<Uint8Array | null> {
    if (!(await this.need(count))) return null;
    const piece = this.#chunk.subarray(this.#at, this.#at + count);
    this.#at += count;
    return piece;
  }

  /** Jumps over bytes; false when the feed ends before. A feed that can jump is not asked whether it does. */
  async skip(count: number): Promise<boolean> {
    let left = count;
    for (;;) {
      const here = Math.min(left, this.buffered);
      this.#at += here;
      left -= here;
      if (left === 0) return true;
      if (!Number.isFinite(left)) return false;
      if (this.#feed.skip !== undefined) {
        await this.#feed.skip(left);
        this.#base += this.#at + left;
        this.#at = 0;
        this.#chunk = new Uint8Array(0);
        return true;
      }
      if (!(await this.need(1))) return false;
    }
  }

  /** The bytes up to the next line feed, which is read too; null when there is none within `limit` bytes. */
  async line(limit: number): Promise<Uint8Array | null> {
    for (let length = 0; length <= limit; length += 1) {
      if (this.buffered <= length && !(await this.need(length + 1))) return null;
      if (this.peek(length) !== 0x0a) continue;
      const piece = await this.take(length);
      this.byte();
      return piece;
    }
    return null;
  }
}
