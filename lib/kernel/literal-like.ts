/** The pattern of `like` and `ilike` in which each character of the text stands for itself: `%`, `_` and `\` are no wildcards. */
export function literalLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** A pattern for each word of a text: what has it somewhere. */
export function wordPatterns(text: string): string[] {
  const words = text.split(/\s+/).filter((word) => word !== "");
  return words.map((word) => `%${literalLike(word)}%`);
}
