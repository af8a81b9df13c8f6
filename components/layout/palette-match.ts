/**
 * How well a label fits what was typed: 3 begins with it, 2 a word begins with it, 1 its letters appear in order, 0 not
 * at all. Case does not matter; an empty query fits everything.
 */
export function fit(label: string, query: string): number {
  const text = label.toLowerCase();
  const wanted = query.trim().toLowerCase();
  if (text.startsWith(wanted)) return 3;
  if (text.split(/[\s/._-]+/u).some((word) => word.startsWith(wanted))) return 2;
  let at = 0;
  for (const letter of wanted) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return 0;
  }
  return 1;
}
