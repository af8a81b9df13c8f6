/** Packs bytes into a block of Snappy, simply: literals, and copies of four bytes or more that came at most 65,535 bytes ago. */
export function encodeSnappy(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let rest = bytes.length; ; rest = Math.floor(rest / 128)) {
    out.push(rest < 128 ? rest : (rest % 128) + 128);
    if (rest < 128) break;
  }
  const seen = new Map<number, number>();
  let literal = 0;
  for (let at = 0; at < bytes.length;) {
    const key =
      at + 4 <= bytes.length
        ? bytes[at]! + bytes[at + 1]! * 256 + bytes[at + 2]! * 65536 + bytes[at + 3]! * 2 ** 24
        : -1;
    const before = seen.get(key);
    seen.set(key, at);
    if (key === -1 || before === undefined || at - before > 65_535) {
      at += 1;
      continue;
    }
    let size = 4;
    while (size < 64 && at + size < bytes.length && bytes[before + size] === bytes[at + size]) size += 1;
    pushLiteral(out, bytes.subarray(literal, at));
    out.push(((size - 1) << 2) | 2, (at - before) & 255, (at - before) >> 8);
    at += size;
    literal = at;
  }
  pushLiteral(out, bytes.subarray(literal));
  return Uint8Array.from(out);
}

function pushLiteral(out: number[], bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += 60) {
    const part = bytes.subarray(at, at + 60);
    out.push((part.length - 1) << 2, ...part);
  }
}
