import { Composer, Lexer, Parser, type CST, type Document } from "yaml";
import { type ImportProblem, UnreadableImportError } from "../import-problem.ts";
import { indexLines, type TextPlace } from "../line-index.ts";
import { describeYamlError } from "./describe-yaml-error.ts";
import { toYamlNode } from "./to-yaml-node.ts";
import type { YamlNode } from "./yaml-node.ts";
import type { YamlSource } from "./yaml-source.ts";

type Place = (offset: number) => TextPlace;

/**
 * Reads one YAML 1.2 document with the core schema and nothing else: no custom tags, no merge keys, no directives,
 * no repeated keys, keys are text, bounded size, depth and aliases. Undefined root: nothing but comments.
 *
 * Throws UnreadableImportError with up to 20 places. Source: YAML 1.2.2, sections 3.2.1.3 (unique keys), 10.3 (core schema).
 */
export function readYaml(text: string, source: YamlSource): { root: YamlNode | undefined; warnings: ImportProblem[] } {
  const place = indexLines(text, source.firstLine);
  if (text.length > source.limits.maxLength) {
    fail([problemAt(place(0), `The ${source.what} is longer than ${source.limits.maxLength} characters.`)]);
  }
  const control = text.search(/[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]/);
  if (control !== -1) {
    fail([
      problemAt(place(control), `The ${source.what} holds a control character that YAML does not allow. Remove it.`),
    ]);
  }
  const document = compose(tokenize(text, source, place), source, place);
  if (document?.contents == null) return { root: undefined, warnings: [] };
  return toYamlNode(document.contents, { ...source, place });
}

/** `openQuote` is where a quote starts that nothing closes. */
type Tokens = { tokens: CST.Token[]; openQuote: number | undefined };

/** Drives the tokenizer by hand so that it stops at the limits: it keeps its open collections on `stack`, without recursion. */
function tokenize(text: string, { limits, what }: YamlSource, place: Place): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let parts = 0;
  let openQuote: number | undefined;
  for (const part of new Lexer().lex(text)) {
    parts += 1;
    if (/^["']/.test(part)) openQuote = part.length > 1 && part.at(-1) === part[0] ? undefined : parser.offset;
    tokens.push(...parser.next(part));
    if (parts > limits.maxParts)
      fail([problemAt(place(parser.offset), `The ${what} has too many parts to be read safely.`)]);
    if (parser.stack.length > 3 * limits.maxDepth) {
      fail([problemAt(place(parser.offset), `The ${what} is nested more than ${limits.maxDepth} levels deep.`)]);
    }
    const last = tokens.at(-1);
    if (last?.type === "directive") {
      fail([
        problemAt(place(last.offset), `A line that starts with "%" (a YAML directive) is not allowed here. Remove it.`),
      ]);
    }
    if (last?.type === "error") break;
  }
  tokens.push(...parser.end());
  return { tokens, openQuote };
}

function compose({ tokens, openQuote }: Tokens, source: YamlSource, place: Place): Document.Parsed | undefined {
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false,
    strict: true,
    logLevel: "silent",
  });
  const documents = withoutStackTraces(() => [...composer.compose(tokens)]);
  const document = documents[0];
  const errors = documents.flatMap((each) => each.errors).slice(0, 20);
  if (openQuote !== undefined && errors.some(({ code }) => code === "MISSING_CHAR")) {
    fail([problemAt(place(openQuote), "The quote that opens here is never closed. Add the closing quote.")]);
  }
  if (errors.length > 0) fail(errors.map((error) => problemAt(place(error.pos[0]), describeYamlError(error))));
  if (documents.length > 1) {
    const second = documents[1]?.range[0] ?? 0;
    fail([problemAt(place(second), `The ${source.what} holds more than one YAML document. Keep one.`)]);
  }
  return document;
}

/** A hostile document makes hundreds of thousands of error objects; their stack traces would take seconds. */
function withoutStackTraces<T>(run: () => T): T {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = before;
  }
}

function problemAt(at: TextPlace, message: string): ImportProblem {
  return { severity: "error", path: "", ...at, message };
}

function fail(problems: ImportProblem[]): never {
  throw new UnreadableImportError("unreadable", problems);
}
