import { describe, expect, it } from "vitest";
import { UnreadableImportError } from "../import-problem.ts";
import { parseModelCard } from "./parse-model-card.ts";
import { fullCard } from "./sample-cards.ts";
import { ParsedModelCard } from "./schema.ts";

const parse = (text: string) => ParsedModelCard.parse(parseModelCard(text));
/** Processor time of the test process: the clock on the wall would fail on a busy machine. */
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const refusal = (input: string | Uint8Array) => {
  try {
    parseModelCard(input);
  } catch (error) {
    if (error instanceof UnreadableImportError) return error;
    throw error;
  }
  throw new Error("was read");
};

describe("parseModelCard", () => {
  it("proposes a record from front matter, with the place of each field", () => {
    const { fields } = parse(fullCard).draft;
    expect(fields.licences).toEqual({
      value: [{ stated: "apache-2.0", spdx: "Apache-2.0" }, { stated: "other" }],
      origin: { source: "front-matter", path: "/license", line: 3 },
    });
    expect(fields.licenceName?.value).toBe("house-rules");
    expect(fields.languages?.value).toEqual(["en", "no"]);
    expect(fields.tags?.value).toEqual(["agents", "3.10", "on"]);
    expect(fields.datasets?.value).toEqual(["acme/letters"]);
    expect(fields.baseModels?.value).toEqual([{ id: "acme/base-7b", relation: "quantized" }]);
    expect(fields.library?.value).toBe("transformers");
    expect(fields.emissions?.value).toEqual({ grams: 12.5, source: "code carbon" });
    expect(fields.tasks).toEqual([
      { value: "text-generation", origin: { source: "front-matter", path: "/pipeline_tag", line: 9 } },
    ]);
    expect(fields.kind).toEqual({ value: "agentic", origin: { source: "derived", path: "/tags", line: 11 } });
  });

  it("proposes texts from sections, without wrappers, code and template places, with HTML left as text", () => {
    const { fields, links } = parse(fullCard).draft;
    expect(fields.name).toMatchObject({ value: "Letter Writer", origin: { source: "section", line: 37 } });
    expect(fields.slug).toMatchObject({ value: "letter-writer", origin: { source: "derived" } });
    expect(fields.purpose).toMatchObject({
      value: "Answering customers' letters.",
      origin: { path: "Uses", line: 45 },
    });
    expect(fields.outOfScope).toMatchObject({ value: "Medical advice.", origin: { path: "Uses › Out-of-Scope Use" } });
    expect(fields.limitations?.value).toBe("It invents facts. <script>alert(1)</script>");
    expect(fields.contact).toMatchObject({ value: "ai@acme.example", origin: { path: "Contact" } });
    expect(fields.provider?.value).toBe("Acme");
    expect(links).toEqual([
      {
        kind: "repository",
        url: "https://git.example/acme/letters",
        origin: { source: "section", path: "Model Card for Letter Writer › Repository", line: 42 },
      },
    ]);
  });

  it("reads every part of an evaluation result", () => {
    expect(parse(fullCard).draft.evaluations).toEqual([
      {
        model: "acme/letter-writer",
        task: { type: "text-generation", name: "Text generation" },
        dataset: {
          type: "acme/letters",
          name: "Letters",
          config: "en",
          split: "test",
          revision: "5503434",
          args: { date: 20220120 },
        },
        metrics: [
          { type: "accuracy", value: 0.9, name: "Accuracy", verified: true, verifyToken: "abc" },
          { type: "f1", value: [1, { low: 0.1 }] },
        ],
        source: { name: "Board", url: "https://example.org/board" },
        origin: { source: "front-matter", path: "/model-index/0/results/0", line: 23 },
      },
    ]);
  });

  it("keeps fields without a place of their own, with value and pointer", () => {
    expect(parse(fullCard).draft.unknown).toEqual([
      { pointer: "/widget", value: [{ text: "<script>alert(1)</script>" }], line: 29, reason: "unmapped" },
      { pointer: "/inference", value: false, line: 31, reason: "unmapped" },
      { pointer: "/thumbnail", value: null, line: 32, reason: "unmapped" },
    ]);
  });

  it("keeps a value of an unusual shape whole, and proposes what it can read", () => {
    const { draft, problems } = parse("---\nlicense: [[mit], null]\nlibrary_name: {a: 1}\n---\n# X\n");
    expect(draft.fields.licences?.value).toEqual([{ stated: "mit", spdx: "MIT" }]);
    expect(draft.fields.library).toBeUndefined();
    expect(draft.unknown).toEqual([
      { pointer: "/license", value: [["mit"], null], line: 2, reason: "shape" },
      { pointer: "/library_name", value: { a: 1 }, line: 3, reason: "shape" },
    ]);
    expect(problems.filter(({ line, severity }) => line > 1 && severity === "warning")).toHaveLength(2);
  });

  it("keeps every character of the body in its sections", () => {
    const body = fullCard.slice(fullCard.indexOf("\nPreamble"));
    expect(
      parse(fullCard)
        .draft.sections.map(({ head, text }) => head + text)
        .join(""),
    ).toBe(body);
    expect(parse(fullCard).draft.sections.map(({ level, heading }) => [level, heading])).toEqual([
      [0, ""],
      [1, "Model Card for Letter Writer"],
      [2, "Uses"],
      [3, "Direct Use"],
      [3, "Out-of-Scope Use"],
      [2, "Bias, Risks, and Limitations"],
      [1, "Contact"],
    ]);
  });

  it("reads the same card with Windows line ends and a byte order mark", () => {
    const windows = parse(`\uFEFF${fullCard.replaceAll("\n", "\r\n")}`).draft;
    const unix = parse(fullCard).draft;
    expect(windows.fields).toEqual(unix.fields);
    expect(windows.evaluations).toEqual(unix.evaluations);
    expect(windows.unknown).toEqual(unix.unknown);
  });

  it("takes the name from model-index when no heading names the model", () => {
    const { draft } = parse("---\nmodel-index:\n- name: acme/x-1\n---\nText.\n");
    expect(draft.fields.name).toMatchObject({ value: "acme/x-1", origin: { path: "/model-index/0/name", line: 3 } });
    expect(draft.fields.slug?.value).toBe("x-1");
    expect(draft.fields.provider?.value).toBe("acme");
  });

  it("asks for a missing name, as an error", () => {
    const { draft, problems } = parse("Just text.\n");
    expect(draft.fields.name).toBeUndefined();
    expect(problems).toContainEqual(expect.objectContaining({ severity: "error", path: "/name" }));
  });

  it("asks for a slug when the name has no letters it could be made from", () => {
    expect(parse("# 模型\n").problems).toContainEqual(expect.objectContaining({ severity: "error", path: "/slug" }));
  });

  it("passes over a deprecation notice and tells it", () => {
    const { draft, problems } = parse("# DEPRECATED, see https://example.org\n\n# Real name\n");
    expect(draft.fields.name?.value).toBe("Real name");
    expect(problems).toContainEqual(expect.objectContaining({ severity: "warning", line: 1 }));
  });

  it("takes a leading rule without front matter as Markdown", () => {
    expect(parse("---\n\n# X\n").draft.sections[0]?.text).toBe("---\n\n");
  });

  it.each([
    ["broken YAML", "---\na: 'x\n---\n# X\n", 2],
    ["tabs", "---\ntags:\n\t- x\n---\n", 3],
    ["a repeated key", "---\nlicense: mit\nlicense: gpl-3.0\n---\n", 3],
    ["a list instead of a mapping", "---\n- a\n---\n", 2],
    ["text instead of a mapping", "---\nhello\n---\n", 2],
    ["front matter that is never closed", "---\nlicense: mit\n\n# X\n", 1],
    ["an unfilled template", "---\nlicense: mit\n{{ card_data }}\n---\n", 3],
  ])("refuses %s with its line", (_name, text, line) => {
    expect(refusal(text).kind).toBe("unreadable");
    expect(refusal(text).problems[0]).toMatchObject({ severity: "error", line });
  });

  it("tells a card above 5 MB apart", () => {
    expect(refusal("x".repeat(5_000_001)).kind).toBe("too_large");
  });

  it.each([
    ["plain text", "word ".repeat(999_000)],
    ["headings", "# a\n".repeat(1_200_000)],
    ["one line of comments", "<!--".repeat(1_200_000)],
    ["lines of comments", `${"<!--x".repeat(3000)}\n`.repeat(300)],
    ["links", "[![](".repeat(990_000)],
    ["tags", `## Uses\n${`${"<p ".repeat(5000)}\n`.repeat(300)}`],
    ["stars", `## Uses\n${`${"**a".repeat(600)}\n`.repeat(2500)}`],
    ["blank lines", "\n".repeat(4_900_000) + "x"],
    ["spaces", " ".repeat(4_900_000) + "x"],
    ["nested use sections", "# Uses\n## Limitations\n###### Uses\ntext\n".repeat(100_000)],
  ])("reads 5 MB of %s in time", (_name, text) => {
    const startMs = cpuMs();
    parseModelCard(text.slice(0, 5_000_000));
    expect(cpuMs() - startMs).toBeLessThan(3000);
  });
});
