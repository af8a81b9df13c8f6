import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markdownBlocks, markdownInlines } from "./markdown-blocks.ts";

describe("markdownBlocks", () => {
  it("reads headings, paragraphs, lists, code, quotes and tables", () => {
    const text =
      "# A\n\none\ntwo\n\n- x\n  more\n- y\n\n1. z\n\n```py\n# no heading\n```\n> q\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n";
    expect(markdownBlocks(text)).toEqual([
      { kind: "heading", level: 1, text: "A" },
      { kind: "paragraph", text: "one\ntwo" },
      { kind: "list", ordered: false, items: ["x more", "y"] },
      { kind: "list", ordered: true, items: ["z"] },
      { kind: "code", text: "# no heading" },
      { kind: "quote", text: "q" },
      { kind: "table", head: ["a", "b"], rows: [["1", "2"]] },
    ]);
  });

  it("leaves HTML as text", () => {
    expect(markdownBlocks("<script>alert(1)</script>")).toEqual([
      { kind: "paragraph", text: "<script>alert(1)</script>" },
    ]);
  });

  it("keeps every word of any text", () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const line = fc
      .tuple(fc.constantFrom("", "- ", "# ", "> ", "1. ", "| ", "    "), word)
      .map(([mark, text]) => `${mark}${text}`);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const said = JSON.stringify(markdownBlocks(lines.join("\n")));
        return lines.every((each) => said.includes(each.replace(/^[-#>|1. ]*/, "")));
      }),
    );
  });

  it("takes time in proportion to the length of hostile text", () => {
    for (const part of ["[", "**", "`", "![](", "- ", "> ", "| ", "___", "*a", "- - - x"]) {
      const started = performance.now();
      for (const block of markdownBlocks(part.repeat(100_000))) if ("text" in block) markdownInlines(block.text);
      expect([part, performance.now() - started < 2000]).toEqual([part, true]);
    }
  });
});

describe("markdownInlines", () => {
  it("reads code, weight and web links", () => {
    expect(markdownInlines("a `b` **c** *d* [e](https://f.example/g) h")).toEqual([
      { kind: "text", text: "a " },
      { kind: "code", text: "b" },
      { kind: "text", text: " " },
      { kind: "strong", text: "c" },
      { kind: "text", text: " " },
      { kind: "em", text: "d" },
      { kind: "text", text: " " },
      { kind: "link", text: "e", href: "https://f.example/g" },
      { kind: "text", text: " h" },
    ]);
  });

  it.each([
    ["[a](javascript:alert)", "text"],
    ["[a](data:text/html,x)", "text"],
    ["[a](#part)", "text"],
    ["[a](//evil.example)", "text"],
    ["![a](https://x.example/y.png)", "image"],
  ])("makes no link of %s", (text, kind) => {
    expect(markdownInlines(text).map((piece) => piece.kind)).toEqual([kind]);
  });
});
