import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { excesses, firstLoadBytes, routeOf, serverTraces } from "./bundle-budget.mjs";
import { namedPaths } from "./document-paths.mjs";
import { differences, namesOfExample, namesOfSchema } from "./environment-example.mjs";
import { tracesIn } from "./tracked-text.mjs";

const made = [];
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder with these files, gone after the test. */
function folderWith(files) {
  const folder = mkdtempSync(join(tmpdir(), "modelkeep-check-"));
  made.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe("document paths", () => {
  it("finds paths in code and links, not commands, patterns, addresses or fenced blocks", () => {
    const text = [
      "See `lib/kernel/policy.ts`, `npm test`, `lib/<domain>/schema.ts` and `lib/**/*.ts`.",
      "[Guide](docs/guide.md#start), [web](https://example.org/a), [up](#top)",
      "```",
      "`lib/not/looked-at.ts`",
      "```",
    ].join("\n");
    expect(namedPaths(text)).toEqual([
      { path: "lib/kernel/policy.ts", line: 1, rooted: true },
      { path: "docs/guide.md", line: 2, rooted: false },
    ]);
  });
});

describe("tracked text", () => {
  it.each([
    ["/" + "root/project/a", "a home folder"],
    ["see /" + "home/ann/project", "a home folder"],
    ["/" + "tmp/x", "a temporary folder"],
    ["https://registry." + "npmjs.org/zod", "a package registry"],
    ['"resolved": ' + '"https://host/zod.tgz"', "an address inside a lock file"],
  ])("reports %s", (text, what) => expect(tracesIn(text).map((trace) => trace.what)).toContain(what));

  it.each(["/models/new", "lib/work/rules.ts", "https://example.org/home/about/us", "the /tmp folder", "/work"])(
    "accepts %s",
    (text) => expect(tracesIn(text)).toEqual([]),
  );
});

describe("environment example", () => {
  it("compares names, commented assignments included", () => {
    const example = namesOfExample("# The port.\nPORT=3000\n# SMTP_URL=\n");
    const schema = namesOfSchema('const E = z.object({\n  PORT: z.number(),\n  "HOST": z.string(),\n});');
    expect(differences(example, schema)).toEqual([
      "HOST is read in lib/env.ts and not explained in .env.example.",
      "SMTP_URL is in .env.example and not read in lib/env.ts.",
    ]);
  });
});

describe("bundle budget", () => {
  it("names routes as people see them", () => {
    expect(routeOf("/(app)/models/[id]/page")).toBe("/models/[id]");
    expect(routeOf("/page")).toBe("/");
    expect(routeOf("/(app)/page")).toBe("/");
  });

  it("allows five percent and no unknown page", () => {
    expect(excesses({ "/": 1050 }, { "/": 1000 })).toEqual([]);
    expect(excesses({ "/": 1051 }, { "/": 1000 })).toHaveLength(1);
    expect(excesses({ "/new": 10 }, {})).toHaveLength(1);
    expect(excesses({}, { "/gone": 10 })).toEqual([]);
  });

  it("adds shared and own chunks once each", () => {
    const manifest = { entryJSFiles: { layout: ["static/a.js"], page: ["static/a.js", "static/main.js"] } };
    const dist = folderWith({
      "build-manifest.json": JSON.stringify({ rootMainFiles: ["static/main.js"] }),
      "static/main.js": "main",
      "static/a.js": "a",
      "server/app/models/page_client-reference-manifest.js": `globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};\nglobalThis.__RSC_MANIFEST["/models/page"] = ${JSON.stringify(manifest)};`,
    });
    expect(firstLoadBytes(dist)).toEqual({ "/models": 24 + 21 });
  });

  it("finds server code in chunks", () => {
    const dist = folderWith({ "static/chunks/a.js": 'import("node:fs")', "static/chunks/b.js": "{node:r,offset:t}" });
    expect(serverTraces(dist)).toEqual([
      'Chunk a.js holds a built-in module of Node ("node:fs"): a component imports server code.',
    ]);
  });
});
