/** `yaml` is undefined without front matter; lines count from 1 and say where each part starts in the file. */
export type CardParts = { yaml: string | undefined; yamlLine: number; body: string; bodyLine: number };

/** The line on which an opened front matter is never closed. */
export type UnclosedFrontMatter = { unclosedLine: number };

const OPENING = /^[ \t\r\n]*?---[ \t]*(?:\r\n|\n|\r)/;

/**
 * Splits a card into front matter and body at the first two `---` lines (blank lines may precede the first). A leading `---`
 * that no line closes is a rule of Markdown, unless the next line reads like `key: value`: then it is reported.
 * Source: huggingface_hub, repocard.py, REGEX_YAML_BLOCK; the closing line may also carry trailing blanks here.
 */
export function splitFrontMatter(text: string): CardParts | UnclosedFrontMatter {
  const opening = OPENING.exec(text)?.[0];
  if (opening === undefined) return { yaml: undefined, yamlLine: 1, body: text, bodyLine: 1 };
  const yamlLine = countLineEnds(opening) + 1;
  const closing = /(?<=[\r\n])---[ \t]*(?:\r\n|\n|\r|$)/g;
  closing.lastIndex = opening.length;
  const end = closing.exec(text);
  if (end === null) {
    const reads = /^(?:[ \t]*(?:#.*)?(?:\r\n|\n|\r))*[\w-]+[ \t]*:(?:[ \t]|\r|\n|$)/.test(
      text.slice(opening.length, opening.length + 2000),
    );
    return reads ? { unclosedLine: yamlLine - 1 } : { yaml: undefined, yamlLine: 1, body: text, bodyLine: 1 };
  }
  const yaml = text.slice(opening.length, end.index);
  const body = text.slice(end.index + end[0].length);
  return { yaml: yaml.replace(/\r(?!\n)/g, "\n"), yamlLine, body, bodyLine: yamlLine + countLineEnds(yaml) + 1 };
}

function countLineEnds(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
