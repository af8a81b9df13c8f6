import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { parseModelCard } from "./parse-model-card.ts";
import { printModelCard } from "./print-model-card.ts";
import { ParsedModelCard } from "./schema.ts";

const folder = path.resolve("../shared/reference/model-cards");
const isAbsent = !existsSync(folder);
if (isAbsent) console.warn("skipped: ../shared/reference is absent, the real model cards are not read");

const files = isAbsent
  ? ["(absent)"]
  : ["real", "fixtures"].flatMap((name) =>
      readdirSync(path.join(folder, name)).map((file) => path.join(folder, name, file)),
    );

function scalars(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [String(value)];
  return Object.values(value).flatMap(scalars);
}

const noLines = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, each: unknown) =>
    key === "line" && typeof each === "number" ? undefined : each,
  );

describe("real model cards", () => {
  it.skipIf(isAbsent).each(files)("%s is imported without loss", (file) => {
    const text = readFileSync(file, "utf8");
    const { draft } = ParsedModelCard.parse(parseModelCard(readFileSync(file)));
    expect(draft.fields.name?.value).toBeTruthy();
    const yaml = /^---\r?\n([^]*?)\r?\n---\r?\n/.exec(text);
    const { fields, evaluations, unknown } = draft;
    const kept = new Set(scalars([fields, evaluations, unknown]));
    for (const scalar of yaml === null ? [] : scalars(parseYaml(yaml[1]!))) expect(kept).toContain(scalar);
    expect(draft.sections.map(({ head, text }) => head + text).join("")).toBe(text.slice(yaml?.[0].length ?? 0));
    expect(noLines(parseModelCard(printModelCard(draft)).draft)).toEqual(noLines(draft));
  });

  it.skipIf(isAbsent)("the template is refused until it is filled in", () => {
    const template = readFileSync(path.join(folder, "templates/modelcard_template.md"), "utf8");
    expect(() => parseModelCard(template)).toThrow(/template/);
    const filled = template
      .replace("{{ card_data }}", "license: mit")
      .replace(/\{\{[^}]*default\("([^"]*)"[^}]*\}\}/g, "$1");
    const { draft } = parseModelCard(filled);
    expect(draft.fields.purpose).toBeUndefined();
    expect(draft.fields.limitations).toBeUndefined();
    expect(draft.fields.citation).toBeUndefined();
  });

  it.skipIf(isAbsent)("BLOOM's purpose, misuse and limitations are found inside its HTML", () => {
    const { fields } = parseModelCard(readFileSync(path.join(folder, "real/bloom-README.md"))).draft;
    expect(fields.name?.value).toBe("BLOOM LM");
    expect(fields.purpose?.value).toMatch(/^This model is being created in order to enable public research/);
    expect(fields.purpose?.value).not.toMatch(/Spam generation|<details>|This section/);
    expect(fields.outOfScope?.value).toMatch(/high-stakes.*Spam generation/s);
    expect(fields.limitations?.value).toMatch(/^Model may:.*Contain stereotypes/s);
    expect(fields.kind).toMatchObject({ value: "generative", origin: { source: "derived" } });
  });
});
