/**
 * Generates the Prisma client when the schema changed.
 *
 *   ensurePrismaClient({ root, tools, env? }) -> text for the stage     StatedError "generate_failed"
 *
 * Prisma's command wants a schema engine even to generate; any harmless program will do, so none is downloaded.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { quietEnvironment } from "../launch/dependencies.mjs";
import { StatedError } from "../launch/stated-error.mjs";
import { readStamp, writeStamp } from "./source-hash.mjs";

function schemaFiles(root) {
  const found = ["prisma.config.ts", "node_modules/prisma/package.json"];
  const folder = (path) => {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
      if (entry.isDirectory()) folder(`${path}/${entry.name}`);
      else if (entry.name.endsWith(".prisma")) found.push(`${path}/${entry.name}`);
    }
  };
  folder("prisma");
  return found.filter((path) => existsSync(join(root, path))).sort();
}

function schemaHash(root) {
  const hash = createHash("sha256");
  for (const path of schemaFiles(root)) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest("hex");
}

/** Any program on PATH that does nothing and succeeds. */
export function harmlessProgram(env = process.env) {
  const folders = [...(env.PATH ?? "").split(delimiter), "/bin", "/usr/bin"];
  const found = folders
    .map((folder) => join(folder, "true"))
    .find((path) => existsSync(path) && statSync(path).isFile());
  return found ?? process.execPath;
}

/** Runs `prisma generate` unless the generated client already fits the schema. */
export async function ensurePrismaClient({ root, tools, env = process.env }) {
  const output = join(root, "lib", "db", "generated");
  const stamp = join(output, ".schema.json");
  const hash = schemaHash(root);
  if (readStamp(stamp) === hash) return "unchanged";
  const command = join(root, "node_modules", "prisma", "build", "index.js");
  const engine = { PRISMA_SCHEMA_ENGINE_BINARY: env.PRISMA_SCHEMA_ENGINE_BINARY ?? harmlessProgram(env) };
  try {
    const settings = { cwd: root, env: { ...env, ...quietEnvironment, ...engine } };
    await tools.run("prisma-generate", process.execPath, [command, "generate"], settings);
  } catch (cause) {
    const message = `The Prisma client could not be generated (${cause.message}).\n\n${cause.output ?? ""}`;
    throw new StatedError("generate_failed", message, { cause });
  }
  writeStamp(stamp, hash);
  return "generated";
}
