/** Bytes of a file by place. `read` gives the bytes asked for, fewer only where the file ends. */
export interface RandomAccess {
  readonly sizeBytes: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A file that is in memory. */
export function fromBytes(bytes: Uint8Array): RandomAccess {
  return {
    sizeBytes: bytes.length,
    read: async (offset, length) => bytes.subarray(Math.max(0, offset), Math.max(0, offset + length)),
  };
}

/** A part of a file as a file of its own; cut where the outer one ends. */
export function sliceOf(source: RandomAccess, offset: number, length: number): RandomAccess {
  const sizeBytes = Math.max(0, Math.min(length, source.sizeBytes - offset));
  return {
    sizeBytes,
    read: async (at, wanted) =>
      at >= sizeBytes ? new Uint8Array(0) : source.read(offset + at, Math.min(wanted, sizeBytes - at)),
  };
}
