import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import { houseRules } from "./house-rules.mjs";

/** The messages one rule gives for one text. */
function messagesOf(rule, code, filename = "lib/inventory/some-file.js") {
  const config = {
    files: ["**/*.js"],
    plugins: { house: houseRules },
    rules: { [`house/${rule}`]: "error" },
    languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
  };
  return new Linter().verify(code, config, { filename }).map((message) => message.message);
}

const CASES = [
  ["no-use-server", '"use server";', '"use strict";'],
  ["no-use-server", 'export async function save() { "use server"; }', 'export const text = "use server";'],
  ["no-use-client", '"use client";', 'const a = "use client";'],
  ["no-reexport", 'export { a } from "./a.js";', "const a = 1; export { a };"],
  ["no-reexport", 'export * from "./a.js";', 'import { a } from "./a.js"; export const b = a;'],
  ["no-clock-or-chance", "new Date()", "new Date(text)"],
  ["no-clock-or-chance", "Date.now()", "Date.parse(text)"],
  ["no-clock-or-chance", "Date()", "ctx.now()"],
  ["no-clock-or-chance", "performance.now()", "measure.now()"],
  ["no-clock-or-chance", "Math.random()", "Math.max(1, 2)"],
  ["no-clock-or-chance", "crypto.randomUUID()", "ctx.newId()"],
  ["no-clock-or-chance", 'import { randomBytes } from "node:crypto";', 'import { createHash } from "node:crypto";'],
  ["no-process-env", "process.env.PORT", "env.PORT"],
  ["no-process-env", "const { PORT } = process.env;", "process.argv"],
  ["no-process-env", 'import { env } from "node:process";', 'import { argv } from "node:process";'],
  ["schema-place", "z.object({})", "z.strictObject({})"],
  ["schema-place", "z.looseObject({})", "z.record(a, b)"],
  ["no-fetch", 'fetch("/x")', 'apiFetch("/x")'],
  ["no-fetch", 'globalThis.fetch("/x")', 'query.fetch("/x")'],
  [
    "component-props",
    "function Card({ a, b, c, d, e, f, g, h, i }) { return a; }",
    "function Card({ a, b, c, d, e, f, g, h }) { return a; }",
  ],
  ["component-props", "const Card = ({ a, b, c, d, e, f, g, h, ...rest }) => rest;", "const card = ({ a }) => a;"],
];

describe("house rules", () => {
  it.each(CASES)("%s reports `%s` and leaves `%s` alone", (rule, bad, good) => {
    expect(messagesOf(rule, bad)).toHaveLength(1);
    expect(messagesOf(rule, good)).toEqual([]);
  });

  it.each(["utils.js", "helpers.js", "common.js", "misc.js", "index.js", "date-utils.js", "ModelCard.js", "a_b.js"])(
    "file-name reports %s",
    (name) => expect(messagesOf("file-name", "1", `lib/inventory/${name}`)).toHaveLength(1),
  );

  it.each(["register-model.js", "route.js", "schema.test.js", "not-found.js", "commonplace.js"])(
    "file-name accepts %s",
    (name) => expect(messagesOf("file-name", "1", `app/[id]/${name}`)).toEqual([]),
  );

  it("every rule is tried here", () => {
    const tried = new Set([...CASES.map(([rule]) => rule), "file-name"]);
    expect(Object.keys(houseRules.rules).filter((rule) => !tried.has(rule))).toEqual([]);
  });
});
