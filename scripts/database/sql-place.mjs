/** Finds the line of a script that PostgreSQL complained about: `lineOfFailure(sql, position, finished)`. */

const opaque = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$[A-Za-z_]*\$)[\s\S]*?\1|;/g;

/** Offsets in characters where each statement of a script begins, white space and comments before it skipped. */
export function statementStarts(sql) {
  const starts = [];
  let from = 0;
  const note = (end) => {
    const skipped = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(sql.slice(from, end))[0].length;
    if (from + skipped < end) starts.push(from + skipped);
    from = end + 1;
  };
  for (const match of sql.matchAll(opaque)) if (match[0] === ";") note(match.index);
  note(sql.length);
  return starts;
}

/**
 * The line (from 1) of an error: from the error's own position (1-based characters) when it has one, else the beginning
 * of the statement after the `finished` ones.
 */
export function lineOfFailure(sql, position, finished = 0) {
  const offset = position ? Number(position) - 1 : (statementStarts(sql)[finished] ?? 0);
  return sql.slice(0, offset).split("\n").length;
}
