import { mkdirSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { readZipDirectory } from "@/lib/verifier/zip-directory.ts";
import { zipSource } from "@/lib/verifier/zip-source.ts";

/** Unpacks a zip file into a folder; the names of its files. */
export async function unzip(file: string, folder: string): Promise<string[]> {
  const handle = await open(file, "r");
  const members = await readZipDirectory(handle);
  await handle.close();
  const source = await zipSource(file);
  for (const { name, size } of members.values()) {
    const target = join(folder, normalize(name));
    if (!target.startsWith(folder)) throw new Error(`${name} leads out of the folder`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, (await source.read(name, Math.max(size, 1))) ?? "");
  }
  await source.close();
  return [...members.keys()].sort();
}
