import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableImportError } from "../import-problem.ts";
import { parseModelCard } from "./parse-model-card.ts";
import { printModelCard } from "./print-model-card.ts";
import { fullCard } from "./sample-cards.ts";
import type { ModelCardDraft } from "./schema.ts";

/** The draft without line numbers. */
function withoutLines(draft: ModelCardDraft): unknown {
  return JSON.parse(JSON.stringify(draft), (key, value: unknown) =>
    key === "line" && typeof value === "number" ? undefined : value,
  );
}

function draftOf(text: string): ModelCardDraft | undefined {
  try {
    return parseModelCard(text).draft;
  } catch (error) {
    if (error instanceof UnreadableImportError && error.problems.length > 0) return undefined;
    throw error;
  }
}

function expectRoundTrip(text: string): boolean {
  const draft = draftOf(text);
  if (draft === undefined) return false;
  const printed = printModelCard(draft);
  expect(withoutLines(parseModelCard(printed).draft)).toEqual(withoutLines(draft));
  return true;
}

const keys = fc.constantFrom(
  ..."language license tags datasets metrics base_model base_model_relation pipeline_tag model-index model_index name".split(
    " ",
  ),
  ..."co2_eq_emissions license_name library_name author widget --- a/b~c ? <<".split(" "),
);
const hostileText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    " ",
    "no",
    "null",
    "~",
    "1.10",
    "0x1F",
    "---",
    "--- a",
    "a: b",
    "# x",
    "a #b",
    "'",
    '"',
    "\\",
    "a\nb",
    "a\n\n ",
    "\ta",
    "a\r\nb",
    "\u2028",
    "\u0085",
    "- a",
    "? a",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a",
    "{",
    "[",
    "x".repeat(1100),
    "<script>",
    "{{ a }}",
    "\u0007",
    "2022-01-01",
    "1e20",
    "\uFEFF",
  ),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    hostileText,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    tie("list"),
    tie("map"),
  ),
  list: fc.array(tie("any"), { maxLength: 4 }),
  map: fc.dictionary(
    fc.oneof(
      hostileText,
      fc.constantFrom("type", "name", "results", "task", "metrics", "dataset", "emissions", "source"),
    ),
    tie("any"),
    { maxKeys: 4 },
  ),
})).any;
const frontMatter = fc.dictionary(fc.oneof(keys, hostileText), value, { maxKeys: 6 });
const line = fc.oneof(
  hostileText,
  fc.constantFrom(
    "# Name",
    "## Uses",
    "### Limitations",
    "```",
    "~~~",
    "<!--",
    "-->",
    "---",
    "===",
    "<pre>",
    "</pre>",
    "**License:** MIT",
    "[More Information Needed]",
    "<h1>Html</h1>",
    "Fine-tuned version of [a/b](c)",
  ),
);
const body = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\r\n", "\r"))
  .map(([lines, end]) => lines.join(end));

describe("printModelCard", () => {
  it("writes a card that reads back as the same draft", () => {
    expect(expectRoundTrip(fullCard)).toBe(true);
    expect(expectRoundTrip(fullCard.replaceAll("\n", "\r\n"))).toBe(true);
  });

  it("writes the body as it was, and no front matter where there is none", () => {
    const text = "# X\r\n\r\ntext  \r\n";
    expect(printModelCard(parseModelCard(text).draft)).toBe(text);
  });

  it("uses the line ends of the body for the front matter", () => {
    const printed = printModelCard(parseModelCard(fullCard.replaceAll("\n", "\r\n")).draft);
    expect(printed.replaceAll("\r\n", "")).not.toContain("\n");
  });

  it.each([
    "---\n---\n",
    "---\n---\n---\na: b\n---\n",
    "---\na: 1\n---",
    "\n \n---\na: 1\n---\n---\n",
    "---\nmodel-index:\n- name: a\n  results: []\n---\n",
    "---\nmodel-index:\n- results:\n  - metrics: [{value: 1}]\n- name: b\n  results:\n  - metrics: [{value: 2}]\n---\n",
    "---\nmodel_index:\n- name: a\n  results:\n  - metric: {name: x, type: y, value: 1}\n---\n",
    "---\nlanguage: en\nlanguages: de\nname: a\ntitle: b\n---\n",
    "---\nbase_model_relation: merge\nbase_model: [a, b]\n---\n",
    "---\nbase_model_relation: merge\n---\n",
    "---\nco2_eq_emissions: 4\n---\n",
    '---\n"\uFEFF": "\uFEFF"\n---\n',
  ])("reads back %j", (text) => {
    expect(expectRoundTrip(text)).toBe(true);
  });

  it("reads back any front matter and body", () => {
    let read = 0;
    fc.assert(
      fc.property(frontMatter, body, (data, text) => {
        const yaml = Object.entries(data).map(([key, each]) => `? ${JSON.stringify(key)}\n: ${JSON.stringify(each)}\n`);
        if (expectRoundTrip(`---\n${yaml.join("")}---\n${text}`)) read += 1;
      }),
      { seed: 11, numRuns: 200 },
    );
    expect(read).toBeGreaterThan(80);
  });

  it("never fails in another way on any text, and reads back what it read", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          body,
          fc.string({ unit: "binary", maxLength: 300 }),
          body.map((text) => `---\n${text}`),
        ),
        (text) => {
          expectRoundTrip(text);
        },
      ),
      { seed: 13, numRuns: 200 },
    );
  });

  it("survives cuts, repeats and swaps in a card", () => {
    const at = fc.nat(fullCard.length);
    fc.assert(
      fc.property(fc.array(fc.tuple(at, fc.nat(40), line), { maxLength: 4 }), (edits) => {
        let text = fullCard;
        for (const [from, size, insert] of edits) text = text.slice(0, from) + insert + text.slice(from + size);
        expectRoundTrip(text);
      }),
      { seed: 17, numRuns: 200 },
    );
  });
});
