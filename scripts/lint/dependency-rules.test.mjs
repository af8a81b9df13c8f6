import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import config from "../../.dependency-cruiser.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Files of a small house to import from. */
const HOUSE = [
  "lib/kernel/command",
  "lib/kernel/policy",
  "lib/kernel/errors",
  "lib/audit/append",
  "lib/audit/read",
  "lib/db/client",
  "lib/jobs/enqueue",
  "lib/auth/session",
  "lib/http/route",
  "lib/http/outbound",
  "lib/http/client",
  "lib/merkle/tree",
  "lib/graph/walk",
  "lib/rules/engine",
  "lib/stats/psi",
  "lib/people/schema",
  "lib/people/rules",
  "lib/people/queries/list-people",
  "lib/people/commands/add-user",
  "lib/inventory/schema",
  "lib/inventory/commands/register-model",
  "lib/imports/schema",
  "lib/registry",
  "lib/zod",
  "lib/interop/model-card/parse",
  "lib/processes/web",
  "components/ui/button",
  "app/providers",
  "lib/log",
  "lib/env",
  "lib/inventory/x.test",
];

/** Rule, file that breaks it, what that file imports. */
const BROKEN = [
  ["lib-knows-neither-app-nor-components", "lib/people/a1.ts", "@/components/ui/button.ts"],
  ["components-know-no-app", "components/ui/a2.ts", "@/app/providers.ts"],
  ["components-import-only-client-safe-lib", "components/ui/a3.ts", "@/lib/people/queries/list-people.ts"],
  ["components-import-only-client-safe-lib", "components/ui/a3b.ts", "@/lib/kernel/command.ts"],
  ["components-use-no-server", "components/ui/a4.ts", "node:fs"],
  ["app-touches-no-engine", "app/a5.ts", "@/lib/merkle/tree.ts"],
  ["app-touches-no-engine", "app/a5b.ts", "../lib/db/client.ts"],
  ["domains-know-no-door", "lib/people/a6.ts", "@/lib/http/route.ts"],
  ["domains-know-no-door", "lib/people/a6b.ts", "@/lib/registry.ts"],
  ["domains-meet-at-the-counter", "lib/people/a7.ts", "@/lib/inventory/commands/register-model.ts"],
  ["kernel-db-audit-jobs-know-no-domain", "lib/kernel/a8.ts", "@/lib/people/schema.ts"],
  ["kernel-knows-no-door", "lib/kernel/a9.ts", "@/lib/http/route.ts"],
  ["audit-jobs-db-stay-below-the-kernel", "lib/db/a10.ts", "@/lib/kernel/command.ts"],
  ["db-is-the-ground-floor", "lib/db/a11.ts", "@/lib/audit/read.ts"],
  ["audit-and-jobs-are-neighbours", "lib/jobs/a12.ts", "@/lib/audit/read.ts"],
  ["db-only-through-the-kernel", "lib/people/a13.ts", "@/lib/db/client.ts"],
  ["db-only-through-the-kernel", "lib/http/a13.ts", "@/lib/db/client.ts"],
  ["prisma-only-in-lib-db", "lib/kernel/a14.ts", "@prisma/client"],
  ["prisma-only-in-lib-db", "lib/kernel/a14b.ts", "@/lib/db/generated/client.ts"],
  ["pg-only-in-lib-db", "lib/kernel/a15.ts", "pg"],
  ["append-only-from-the-kernel", "lib/auth/a16.ts", "@/lib/audit/append.ts"],
  ["out-through-one-door", "lib/auth/a17.ts", "node:https"],
  ["pure-code-does-no-io", "lib/merkle/a18.ts", "node:crypto"],
  ["pure-code-knows-no-framework", "lib/graph/a19.ts", "react"],
  ["pure-code-uses-only-pure-code", "lib/graph/a20.ts", "@/lib/log.ts"],
  ["only-converters-know-a-schema", "lib/graph/a21.ts", "@/lib/people/schema.ts"],
  ["client-safe-files-stay-client-safe", "lib/inventory/rules.ts", "@/lib/kernel/command.ts"],
  ["client-safe-files-use-no-server", "lib/imports/rules.ts", "node:fs"],
  ["no-cycles", "lib/people/c1.ts", "./c2.ts"],
  ["no-unresolved-import", "lib/people/a22.ts", "./gone.ts"],
  ["no-tests-in-the-product", "lib/people/a23.ts", "@/lib/inventory/x.test.ts"],
  ["no-development-packages-in-the-product", "lib/people/a24.ts", "fast-check"],
  ["no-undeclared-packages", "lib/people/a25.ts", "semver"],
];

/** File and an import it may have. */
const ALLOWED = [
  ["components/ui/g1.ts", "@/lib/people/schema.ts"],
  ["components/ui/g2.ts", "@/lib/kernel/policy.ts"],
  ["components/ui/g3.ts", "@/lib/http/client.ts"],
  ["components/ui/g4.ts", "@/lib/merkle/tree.ts"],
  ["app/g5.ts", "@/lib/people/queries/list-people.ts"],
  ["app/g6.ts", "next/headers"],
  ["lib/people/g7.ts", "@/lib/kernel/command.ts"],
  ["lib/people/g8.ts", "@/lib/inventory/schema.ts"],
  ["lib/kernel/g9.ts", "@/lib/audit/append.ts"],
  ["lib/kernel/g10.ts", "@/lib/db/client.ts"],
  ["lib/db/g11.ts", "pg"],
  ["lib/db/g12.ts", "@/lib/kernel/errors.ts"],
  ["lib/interop/model-card/g13.ts", "@/lib/inventory/schema.ts"],
  ["lib/interop/model-card/g14.ts", "yaml"],
  ["lib/http/outbound-agent.ts", "node:https"],
  ["lib/processes/g15.ts", "node:http"],
  ["lib/people/api.ts", "@/lib/http/client.ts"],
  ["lib/auth/g16.ts", "@/lib/people/commands/add-user.ts"],
  ["lib/people/g17.ts", "node:crypto"],
  ["lib/imports/g18.db.test.ts", "@/lib/db/client.ts"],
  ["lib/merkle/g19.test.ts", "node:crypto"],
  ["lib/merkle/g20.ts", "@noble/hashes/sha2.js"],
  ["lib/people/g21.ts", "@/lib/http/outbound.ts"],
  ["lib/http/g22.ts", "next/server.js"],
];

let folder;
let violations;

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "modelkeep-rules-"));
  for (const file of [".dependency-cruiser.mjs", "tsconfig.json", "package.json"])
    cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const path of HOUSE) write(`${path}.ts`, "export const a = 1;\n");
  write("lib/db/generated/client.ts", "export const a = 1;\n");
  write("lib/people/c2.ts", 'import * as x from "./c1.ts";\nexport const y = x;\n');
  write(
    "components/ui/typed.ts",
    'import type { a } from "@/lib/people/queries/list-people.ts";\nexport type A = typeof a;\n',
  );
  for (const [path, target] of [...BROKEN.map(([, ...rest]) => rest), ...ALLOWED]) {
    write(path, `import * as x from "${target}";\nexport const y = x;\n`);
  }
  const cli = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [cli, "--config", ".dependency-cruiser.mjs", "-T", "json", "app", "components", "lib"];
  const options = { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 };
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch((error) => error);
  violations = JSON.parse(stdout).summary.violations;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rulesBrokenBy = (path) => violations.filter(({ from }) => from === path).map(({ rule }) => rule.name);

describe("dependency rules", () => {
  it.each(BROKEN)("%s: %s must not import %s", (rule, path) => expect(rulesBrokenBy(path)).toContain(rule));

  it.each(ALLOWED)("%s may import %s", (path) => expect(rulesBrokenBy(path)).toEqual([]));

  it("lets components import types from anywhere in lib", () => {
    expect(rulesBrokenBy("components/ui/typed.ts")).toEqual([]);
  });

  it("tries every rule", () => {
    const tried = new Set(BROKEN.map(([rule]) => rule));
    expect(config.forbidden.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });
});
