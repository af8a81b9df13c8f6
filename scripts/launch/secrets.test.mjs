import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadSecrets } from "./secrets.mjs";

let folder;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "modelkeep-secrets-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("secrets", () => {
  it("are made once, for the owner's eyes only", () => {
    const secrets = loadSecrets(folder, {});
    expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(Buffer.from(secrets.dataKey, "base64")).toHaveLength(32);
    expect(Buffer.from(secrets.sessionSecret, "base64url")).toHaveLength(32);
    expect(new Set(Object.values(secrets.database)).size).toBe(5);
    expect(loadSecrets(folder, {})).toEqual(secrets);
  });

  it("give way to the environment", () => {
    const env = { MODELKEEP_SESSION_SECRET: "from-outside", MODELKEEP_DATA_KEY: "key-from-outside" };
    expect(loadSecrets(folder, env)).toMatchObject({ sessionSecret: "from-outside", dataKey: "key-from-outside" });
    expect(loadSecrets(folder, {}).sessionSecret).not.toBe("from-outside");
  });

  it("are not made anew beside existing data", () => {
    mkdirSync(join(folder, "postgres"));
    expect(() => loadSecrets(folder, {})).toThrow(/Restore that file from a backup/);
  });

  it("are not overwritten when damaged", () => {
    writeFileSync(join(folder, "secrets.json"), "{");
    expect(() => loadSecrets(folder, {})).toThrow(/cannot be read/);
  });
});
