/** Limits that keep a hostile document cheap. Defaults suit front matter; lengths are in UTF-16 units. */
export type YamlLimits = {
  maxLength: number;
  /** Lexical parts (a `key: value` line has about six). */
  maxParts: number;
  maxDepth: number;
  maxAliases: number;
  /** Characters and nodes after aliases are expanded. */
  maxExpandedSize: number;
};

export const frontMatterLimits: YamlLimits = {
  maxLength: 1_000_000,
  maxParts: 250_000,
  maxDepth: 32,
  maxAliases: 100,
  maxExpandedSize: 4_000_000,
};

/** `what` names the text in messages ("front matter"); `firstLine` is the line of the file on which the text starts. */
export type YamlSource = { what: string; firstLine: number; limits: YamlLimits };
