/** Line and column, both from 1; columns count UTF-16 units. */
export type TextPlace = { line: number; column: number };

/**
 * Answers where an offset of the text is. Built once in linear time, answers in logarithmic time.
 * LF, CRLF and lone CR end a line. `firstLine` is the number of the text's first line in the file.
 */
export function indexLines(text: string, firstLine = 1): (offset: number) => TextPlace {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: firstLine + low, column: offset - (starts[low] ?? 0) + 1 };
  };
}
