import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { nodeCrypto } from "../lib/audit/crypto-node.ts";
import { appendLeaves, EMPTY_EDGE, rootOfEdge } from "../lib/merkle/append-leaves.ts";
import { formatCheckpoint } from "../lib/merkle/checkpoint.ts";
import { encodeEntryBundle } from "../lib/merkle/entry-bundle.ts";
import { treeHasher } from "../lib/merkle/hashes.ts";
import { formatNote } from "../lib/merkle/signed-note.ts";
import { rightEdgeTiles } from "../lib/merkle/tile-coordinates.ts";
import { formatTilePath } from "../lib/merkle/tile-path.ts";
import { formatVerifierKey, verifierKey } from "../lib/merkle/verifier-key.ts";
import { signText } from "../lib/merkle/verify-note.ts";

const ENTRIES = 400_000;
const THINGS = 5_000;
const BUNDLE = 256;

/** Entries a second of the stand-alone verifier on a folder: everything, and hashes, tiles, root and signature only. */
export type VerifierSpeed = { whole: number; hashes: number };

const hasher = treeHasher(nodeCrypto.sha256);
const uuid = (number: number): string => `019a0000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
const DIGEST = Buffer.alloc(32, 7).toString("base64");

/** The canonical text of an entry; things take turns. */
function entryText(index: number, prev: string | undefined): string {
  const at = new Date(1_760_000_000_000 + index).toISOString();
  const version = Math.floor(index / THINGS) + 1;
  const thing = uuid(index % THINGS);
  const said = prev === undefined ? "null" : `"${prev}"`;
  return `{"action":"model.update","actor":{"ref":"${uuid(9e9)}","type":"user"},"at":"${at}","entity":{"id":"${thing}","type":"model","version":${version}},"id":"${uuid(1e10 + index)}","payload":{"alg":"sha256-salted","digest":"${DIGEST}"},"prev":${said},"req":"${uuid(2e10 + index)}","v":1}`;
}

async function writeFolder(folder: string): Promise<string> {
  const write = async (path: string, bytes: Uint8Array): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  };
  const prev: string[] = [];
  let edge = EMPTY_EDGE;
  for (let n = 0; n * BUNDLE < ENTRIES; n += 1) {
    const width = Math.min(BUNDLE, ENTRIES - n * BUNDLE);
    const leaves = Array.from({ length: width }, (_, place) => {
      const index = n * BUNDLE + place;
      const leaf = Buffer.from(entryText(index, prev[index % THINGS]));
      prev[index % THINGS] = Buffer.from(hasher.leaf(leaf)).toString("base64");
      return leaf;
    });
    await write(formatTilePath({ level: "entries", n, width }), encodeEntryBundle(leaves));
    const grown = appendLeaves(hasher, edge, leaves.map(hasher.leaf));
    edge = grown.edge;
    for (const { level, n: place, data } of grown.tiles) {
      if (data.length === BUNDLE * 32) await write(formatTilePath({ level, n: place, width: BUNDLE }), data);
    }
  }
  for (const { level, n, width } of rightEdgeTiles(ENTRIES)) {
    await write(formatTilePath({ level, n, width }), edge.tiles.get(level) ?? new Uint8Array(0));
  }
  const seed = new Uint8Array(32).fill(7);
  const key = verifierKey(nodeCrypto.sha256, "bench.invalid/log", 1, nodeCrypto.publicKeyOf(seed));
  const text = formatCheckpoint({ origin: key.name, size: ENTRIES, root: rootOfEdge(hasher, edge) });
  const signature = signText(nodeCrypto, { seed, key }, text);
  await write("checkpoint", Buffer.from(formatNote({ text, signatures: [signature] })));
  return formatVerifierKey(key);
}

/** Makes a log of synthetic entries and lets the program that auditors download verify it, each way twice; the better counts. */
export async function verifierSpeed(place: string): Promise<VerifierSpeed> {
  const folder = join(place, "verify");
  const vkey = await writeFolder(folder);
  const run = async (...more: string[]): Promise<number> => {
    const words = ["public/verify/modelkeep-verify.mjs", folder, "--vkey", vkey, "--json", "--quiet", ...more];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    const { verified, seconds } = JSON.parse(stdout) as { verified: boolean; seconds: number };
    if (!verified) throw new Error(`the verifier refuses the bench's own log: ${stdout}`);
    return ENTRIES / seconds;
  };
  const whole = Math.max(await run(), await run());
  const hashes = Math.max(await run("--hashes-only"), await run("--hashes-only"));
  await rm(folder, { recursive: true, force: true });
  return { whole, hashes };
}
