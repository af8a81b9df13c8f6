/** `.env.example` and `lib/env.ts` speak of the same variables. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const EXAMPLE = ".env.example";
const SCHEMA = "lib/env.ts";

/** Set by Node or by whoever starts the process, not by a person in a file. */
const NOT_FOR_PEOPLE = new Set(["NODE_ENV", "MODELKEEP_DEV"]);

/** Names of a dotenv file, commented-out assignments included. */
export function namesOfExample(text) {
  return new Set([...text.matchAll(/^\s*#?\s*([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]));
}

/** Names the environment schema reads: keys of a schema, or members of `process.env`. */
export function namesOfSchema(text) {
  const keys = [...text.matchAll(/^\s*"?([A-Z][A-Z0-9_]{2,})"?\??:\s/gm)].map((match) => match[1]);
  const members = [...text.matchAll(/process\.env(?:\.|\[")([A-Z][A-Z0-9_]+)/g)].map((match) => match[1]);
  return new Set([...keys, ...members]);
}

/** The sentences about what is in one and not in the other. */
export function differences(example, schema) {
  const inSchemaOnly = [...schema].filter((name) => !example.has(name) && !NOT_FOR_PEOPLE.has(name));
  const inExampleOnly = [...example].filter((name) => !schema.has(name));
  return [
    ...inSchemaOnly.sort().map((name) => `${name} is read in ${SCHEMA} and not explained in ${EXAMPLE}.`),
    ...inExampleOnly.sort().map((name) => `${name} is in ${EXAMPLE} and not read in ${SCHEMA}.`),
  ];
}

function main(root) {
  if (!existsSync(join(root, SCHEMA))) return console.log(`There is no ${SCHEMA} yet.`);
  const example = existsSync(join(root, EXAMPLE)) ? readFileSync(join(root, EXAMPLE), "utf8") : "";
  const faults = differences(namesOfExample(example), namesOfSchema(readFileSync(join(root, SCHEMA), "utf8")));
  console.log(faults.length === 0 ? `${EXAMPLE} and ${SCHEMA} agree.` : faults.join("\n"));
  process.exitCode = faults.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main(process.cwd());
