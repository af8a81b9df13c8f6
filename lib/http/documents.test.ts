import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { commands, queries, scratches } from "../registry.ts";
import { accessMatrix } from "./access-matrix.ts";
import { openApiDocument } from "./openapi.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

describe("generated documents", () => {
  it("public/openapi.json is what the registry says", async () => {
    await expect(`${JSON.stringify(openApiDocument(), null, 2)}\n`).toMatchFileSnapshot(`${root}public/openapi.json`);
  });

  it("docs/access-matrix.md is what the registry and the policy say", async () => {
    await expect(accessMatrix()).toMatchFileSnapshot(`${root}docs/access-matrix.md`);
  });
});

describe("the registry", () => {
  const all = [...commands, ...scratches, ...queries];

  it("has each name and each address once", () => {
    const names = all.map((operation) => operation.name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    const addresses = all.flatMap((operation) => operation.http ?? []);
    expect(addresses.filter((address, at) => addresses.indexOf(address) !== at)).toEqual([]);
  });

  it("has a route file for each address, whatever the file calls its parameters", () => {
    const files = readdirSync(`${root}app/api/v1`, { recursive: true }).map((file) => `/${String(file)}`);
    const routes = new Set(files.map((file) => file.replace(/\/route\.ts$/, "").replaceAll(/\[\w+\]/g, "[]")));
    // One file for all calls of another product's client: [...call] takes what follows.
    const wide = [...routes].flatMap((route) => /^(.*\/)\[\.\.\.\w+\]$/.exec(route)?.[1] ?? []);
    const missing = all.flatMap((operation) => {
      if (operation.http === undefined) return [];
      const path = (operation.http.split(" ")[1] ?? "").replaceAll(/\{\w+\}/g, "[]");
      return routes.has(path) || wide.some((begin) => path.startsWith(begin)) ? [] : [operation.http];
    });
    expect(missing).toEqual([]);
  });
});
