/**
 * A sender's text as the database can keep it: without NUL, halves of characters as U+FFFD, at most `most` UTF-16 units. A longer
 * one ends with a digest of the whole, so that two long texts stay two.
 */
export function storableText(text: string, most: number): string {
  const well = /[\0\ud800-\udfff]/.test(text) ? wellFormed(text) : text;
  if (well.length <= most) return well;
  const digest = `…#${digestOf(well)}`;
  return wellFormed(well.slice(0, most - digest.length)) + digest;
}

function wellFormed(text: string): string {
  return text.replace(/\0|\p{Surrogate}/gu, "\ufffd");
}

/** 16 hexadecimal digits of two FNV-1a sums over the UTF-16 units: tells names apart, protects nothing. */
function digestOf(text: string): string {
  let first = 0x811c9dc5;
  let second = 0x01000193;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ (unit + at), 0x01000193);
  }
  return [first, second].map((sum) => (sum >>> 0).toString(16).padStart(8, "0")).join("");
}
