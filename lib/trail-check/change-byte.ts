import { decodeBase64, encodeBase64 } from "../merkle/base64.ts";
import { utf8Bytes, utf8Text } from "../merkle/bytes.ts";
import type { EntryMaterial } from "./types.ts";

export type BytePlace = "entry" | "values" | "path" | "checkpoint" | "signature" | "cosignature";

/** A copy of the material with one byte changed, and which, in words. */
export type ChangedMaterial = { material: EntryMaterial; words: string };

function changeVersion(material: EntryMaterial): ChangedMaterial | null {
  const text = utf8Text(material.leaf, "canonical_json");
  const match = /"version":(\d+)/.exec(text);
  const [found, version = ""] = match ?? [];
  if (match === null || found === undefined) return null;
  const other = `${version.slice(0, -1)}${(Number(version.at(-1)) % 9) + 1}`;
  const leaf = utf8Bytes(text.replace(found, `"version":${other}`));
  const shown = material.shown === null ? null : { ...material.shown, version: Number(other) };
  return { material: { ...material, leaf, shown }, words: `version ${version} to ${other} in the entry` };
}

function changeValue(material: EntryMaterial): ChangedMaterial | null {
  if (material.values === null) return null;
  const body = material.values.body.slice();
  const at = body.length - 2;
  body[at] = (body[at] ?? 0) === 0x31 ? 0x32 : 0x31;
  return { material: { ...material, values: { ...material.values, body } }, words: "one character of the values" };
}

/** Changes the bytes behind the last base64 text of a line, and writes them back in canonical base64. */
function bend(line: string): string {
  const at = line.lastIndexOf(" ") + 1;
  const bytes = decodeBase64(line.slice(at));
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  return line.slice(0, at) + encodeBase64(bytes);
}

function changeLine(
  material: EntryMaterial,
  wanted: (line: string, at: number, all: string[]) => boolean,
  words: string,
) {
  if (material.receipt === null) return null;
  const lines = utf8Text(material.receipt, "tlog_proof").split("\n");
  const at = lines.findIndex(wanted);
  const line = lines[at];
  if (line === undefined) return null;
  lines[at] = bend(line);
  return { material: { ...material, receipt: utf8Bytes(lines.join("\n")) }, words };
}

const SIGNATURE = "\u2014 ";

/**
 * Changes one byte at a place, so that a reader sees the check fail; null when there is no such byte (no path in a log of
 * one entry, no witness, erased values). In the entry it is the version; what the page claims is changed with it, so that
 * only the log can notice.
 */
export function changeByte(material: EntryMaterial, place: BytePlace): ChangedMaterial | null {
  switch (place) {
    case "entry":
      return changeVersion(material);
    case "values":
      return changeValue(material);
    case "path":
      return changeLine(
        material,
        (line, at, all) => at === all.findIndex((each) => each.startsWith("index ")) + 1 && line !== "",
        "one bit of the first hash of the path",
      );
    case "checkpoint":
      return changeLine(
        material,
        (_line, at, all) => at === all.indexOf("") + 3,
        "one bit of the root in the checkpoint",
      );
    case "signature":
      return changeLine(material, (line) => line.startsWith(SIGNATURE), "one bit of the signature of the log");
    case "cosignature":
      return changeLine(
        material,
        (line, at, all) => line.startsWith(SIGNATURE) && at > all.findIndex((each) => each.startsWith(SIGNATURE)),
        "one bit of the first cosignature",
      );
  }
}
