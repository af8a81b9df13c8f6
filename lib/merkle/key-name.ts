/**
 * Whether a text may be the name of a key (signed-note, "Format"): not empty, no Unicode white space, no plus sign, no
 * control characters, well-formed.
 */
export function isKeyName(name: string): boolean {
  return /^[^\p{White_Space}\p{Cc}\p{Surrogate}+]+$/u.test(name);
}
