/** The pattern of `like` and `ilike` in which each character of the text stands for itself: `%`, `_` and `\` are no wildcards. */
export function literalLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
