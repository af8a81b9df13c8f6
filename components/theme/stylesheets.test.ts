import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** The classes that a stylesheet gives a look by a rule of their own, wherever they stand. */
function ownedBy(css: string): Set<string> {
  const owned = new Set<string>();
  const plain = css.replaceAll(/\/\*[\s\S]*?\*\//g, "");
  // Inside of @media, a class is shown or hidden for a device; that may be said elsewhere.
  const flat = plain.replaceAll(/@(?:media|supports|container)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, "");
  for (const [, selectors] of flat.matchAll(/([^{}]+)\{/g)) {
    for (const selector of (selectors ?? "").split(",")) {
      const [, name] = /^\s*\.(mk-[\w-]+)\s*$/.exec(selector) ?? [];
      if (name !== undefined) owned.add(name);
    }
  }
  return owned;
}

it("gives each class its look in one stylesheet: pages share all that were loaded before", () => {
  const files = readdirSync("components", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".css"))
    .map((file) => `components/${file}`);
  expect(files.length).toBeGreaterThan(20);
  const places = new Map<string, string[]>();
  for (const file of files) {
    for (const name of ownedBy(readFileSync(file, "utf8"))) places.set(name, [...(places.get(name) ?? []), file]);
  }
  expect([...places].filter(([, owners]) => owners.length > 1)).toEqual([]);
});
