import type { YAMLError } from "yaml";

const WORDS: Partial<Record<YAMLError["code"], string>> = {
  ALIAS_PROPS: "An alias (*name) cannot carry an anchor or a tag. Remove the anchor or tag before it.",
  BAD_ALIAS: 'An alias needs a name after "*". If "*" is meant as text, put the value in quotes.',
  BAD_COLLECTION_TYPE: "The tag before this list or mapping does not fit it. Remove the tag.",
  BAD_DQ_ESCAPE:
    'A backslash sequence in double quotes is not known. Write "\\\\" for a backslash, or use single quotes.',
  BAD_INDENT:
    "The indentation does not match the lines above. Give entries of one list or mapping the same number of spaces.",
  BAD_PROP_ORDER: "An anchor or tag stands in the wrong place: it goes before the value.",
  BAD_SCALAR_START: "Text cannot start with this character (such as @, ` or %). Put the value in quotes.",
  BLOCK_AS_IMPLICIT_KEY:
    'A nested "key: value" is not allowed on this line. Put the value in quotes, or on lines of its own with more indentation.',
  BLOCK_IN_FLOW: "An indented list or mapping cannot stand inside [ ] or { }.",
  KEY_OVER_1024_CHARS:
    'The text before ":" is longer than 1024 characters. Put the value in quotes if it is not a key.',
  MISSING_CHAR: "Something is missing here: a closing quote or bracket, a comma, or a space after a colon.",
  MULTILINE_IMPLICIT_KEY:
    'Expected "key: value" on one line. A colon or a quote is missing, or a line is not indented.',
  MULTIPLE_ANCHORS: "A value has more than one anchor. Keep one.",
  MULTIPLE_DOCS: "There is more than one YAML document. Keep one.",
  MULTIPLE_TAGS: "A value has more than one tag. Keep one.",
  TAB_AS_INDENT: "A tab is used as indentation. YAML allows spaces only: replace the tab by spaces.",
  UNEXPECTED_TOKEN: "This was not expected here. Check quotes, brackets and indentation in and above this line.",
};

/** What is wrong with the YAML and how to mend it, in plain words, with the parser's own sentence in brackets. */
export function describeYamlError(error: YAMLError): string {
  const detail = error.message.replace(/[\p{Cc}\p{Cf}]+/gu, " ").slice(0, 160);
  return `${WORDS[error.code] ?? "The YAML cannot be read here."} (${detail})`;
}
