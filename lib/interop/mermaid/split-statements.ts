/** A statement of a flowchart, trimmed; `line` counts from 1. A comment is one too. */
export type Statement = { text: string; line: number };

const LONGEST = 5_000;
const LONGEST_COMMENT = 1_000_000;

/** A place where the text cannot go on. */
export type Broken = { line: number; message: string };

/**
 * Splits Mermaid text into statements, at line ends and semicolons outside of quotes, brackets and |labels|. Front matter
 * (between --- lines at the start) is not part of them: its title is given apart.
 */
export function splitStatements(text: string): { statements: Statement[]; title: string; broken: Broken | undefined } {
  const { body, title, line: firstLine } = splitFrontMatter(text);
  const statements: Statement[] = [];
  const splitter = { start: 0, line: firstLine, startLine: firstLine };
  const push = (end: number): Broken | undefined => {
    const statement = body.slice(splitter.start, end).trim();
    if (statement.length > (statement.startsWith("%%") ? LONGEST_COMMENT : LONGEST))
      return { line: splitter.startLine, message: "This line is too long to be read." };
    if (statement !== "") statements.push({ text: statement, line: splitter.startLine });
    return undefined;
  };
  let depth = 0;
  let isLabel = false;
  for (let at = 0; at <= body.length; at += 1) {
    const char = body[at] ?? "\n";
    const isComment = body.startsWith("%%", at) && statementStarts(body, splitter.start, at);
    if (isComment) {
      at = lineEnd(body, at) - 1;
      continue;
    }
    if (char === '"') {
      const close = body.indexOf('"', at + 1);
      if (close === -1 || close - at > LONGEST)
        return {
          statements,
          title,
          broken: { line: splitter.line, message: "The quote that opens here is never closed." },
        };
      splitter.line += countLines(body.slice(at, close));
      at = close;
    } else if (char === "\n" || (char === ";" && depth === 0 && !isLabel)) {
      const broken = push(at);
      if (broken !== undefined) return { statements, title, broken };
      if (char === "\n") splitter.line += 1;
      Object.assign(splitter, { start: at + 1, startLine: splitter.line });
      depth = 0;
      isLabel = false;
    } else if (char === "|") isLabel = !isLabel;
    else if ("[({".includes(char)) depth += 1;
    else if ("])}".includes(char)) depth = Math.max(0, depth - 1);
  }
  return { statements, title, broken: undefined };
}

function statementStarts(body: string, start: number, at: number): boolean {
  return at - start <= 200 && body.slice(start, at).trim() === "";
}

function lineEnd(body: string, at: number): number {
  const end = body.indexOf("\n", at);
  return end === -1 ? body.length : end;
}

function countLines(text: string): number {
  return text.split("\n").length - 1;
}

function splitFrontMatter(text: string): { body: string; title: string; line: number } {
  const match = /^\s*---[ \t]*\r?\n([^]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text);
  if (match === null) return { body: text, title: "", line: 1 };
  const stated = /^title:(.*)$/m.exec(match[1] ?? "")?.[1] ?? "";
  const title = stated.trim().replace(/^(["'])(.*)\1$/, "$2");
  return { body: text.slice(match[0].length), title, line: 1 + countLines(match[0]) };
}
