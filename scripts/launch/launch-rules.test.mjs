import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sourceHash } from "../build/source-hash.mjs";
import { notable } from "./child-log.mjs";
import { dependenciesFit } from "./dependencies.mjs";
import { processEnvironment, publicUrl } from "./environment.mjs";

let root;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "modelkeep-root-"))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path, text) {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe("what each process may know", () => {
  const setting = {
    env: {
      DATABASE_URL: "owner",
      DATABASE_LOG_URL: "stray",
      MODELKEEP_ADMIN_PASSWORD: "p",
      SMTP_URL: "smtp",
      npm_x: "1",
    },
    options: { host: "127.0.0.1", port: 3000, dataDir: "/data", dev: false },
    secrets: { sessionSecret: "s", dataKey: "k" },
    addresses: { app: "a", read: "r", log: "l", worker: "w" },
    ownerUrl: "owner",
    url: "http://127.0.0.1:3000",
  };
  const databaseVariables = (kind) =>
    Object.keys(processEnvironment(kind, setting)).filter((name) => name.startsWith("DATABASE"));

  it("keeps the owner's and the log's address from the web process", () => {
    expect(databaseVariables("web")).toEqual(["DATABASE_APP_URL", "DATABASE_READ_URL"]);
    expect(databaseVariables("worker")).not.toContain("DATABASE_URL");
    expect(databaseVariables("admin")).toContain("DATABASE_URL");
  });

  it("keeps the first password from all but the admin command", () => {
    expect(processEnvironment("web", setting)).not.toHaveProperty("MODELKEEP_ADMIN_PASSWORD");
    expect(processEnvironment("admin", setting)).toHaveProperty("MODELKEEP_ADMIN_PASSWORD", "p");
    expect(processEnvironment("worker", setting)).toMatchObject({ SMTP_URL: "smtp", NODE_ENV: "production" });
  });

  it("shows an address people can open", () => {
    expect(publicUrl({ host: "0.0.0.0", port: 80 }, {})).toBe("http://localhost:80");
    expect(publicUrl({ host: "::1", port: 80 }, {})).toBe("http://[::1]:80");
    expect(publicUrl({ host: "::1", port: 80 }, { MODELKEEP_URL: "https://keep.example/" })).toBe(
      "https://keep.example",
    );
  });
});

describe("the hash of sources", () => {
  it("follows sources, not tests", () => {
    put("lib/a.ts", "1");
    const first = sourceHash(root);
    put("lib/a.test.ts", "a test");
    put("README.md", "words");
    expect(sourceHash(root)).toBe(first);
    put("lib/a.ts", "2");
    const second = sourceHash(root);
    expect(second).not.toBe(first);
    rmSync(join(root, "lib/a.ts"));
    put("lib/b.ts", "2");
    expect(sourceHash(root)).not.toBe(second);
  });
});

describe("whether the dependencies fit", () => {
  const lock = (packages) => JSON.stringify({ packages });

  it("compares versions and forgives other platforms' packages", () => {
    const wanted = { "": {}, "node_modules/a": { version: "1" }, "node_modules/win": { version: "1", optional: true } };
    put("package-lock.json", lock(wanted));
    expect(dependenciesFit(root)).toBe(false);
    put("node_modules/.package-lock.json", lock({ "node_modules/a": { version: "1" } }));
    expect(dependenciesFit(root)).toBe(true);
    put("node_modules/.package-lock.json", lock({ "node_modules/a": { version: "2" } }));
    expect(dependenciesFit(root)).toBe(false);
    put("node_modules/.package-lock.json", "{");
    expect(dependenciesFit(root)).toBe(false);
  });
});

describe("what the terminal shows of a child", () => {
  it.each([
    ['{"level":"info","message":"fine"}', true, null],
    ['{"level":"warn","message":"slow"}', true, "warning: slow"],
    ['{"level":"error","message":"failed","error":{"message":"why"}}', true, "error: failed (why)"],
    ["plain", false, null],
    ["plain", true, "plain"],
    [" ⨯ Error: in a page", false, " ⨯ Error: in a page"],
    ["", true, null],
  ])("%s", (line, fromStderr, shown) => {
    expect(notable(line, fromStderr)).toBe(shown);
  });
});
