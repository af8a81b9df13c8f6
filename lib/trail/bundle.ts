import { readFile } from "node:fs/promises";
import type { Actor } from "../kernel/actor.ts";
import { can } from "../kernel/can.ts";
import { runQuery } from "../kernel/query.ts";
import { hashesAtLevel, tileWidth } from "../merkle/tile-coordinates.ts";
import type { z } from "../zod.ts";
import { readBundlePage } from "./queries/read-bundle-page.ts";
import type { BundleHeadDto, BundlePageInput } from "./schema.ts";
import { zipStream, type ZipFile } from "./zip-stream.ts";

type Head = z.output<typeof BundleHeadDto>;
type Bundle = { actor: Actor; head: Head };

const VERIFIER = "public/verify/modelkeep-verify.mjs";
const TILES_A_PAGE = 64;
const BUNDLES_A_PAGE = 8;
const PAYLOADS_A_PAGE = 1_000;
const PROOFS_A_PAGE = 100;

const readme = (head: Head, payloads: boolean): string => `Evidence from a Modelkeep audit trail

What it is: ${head.entries === null ? `the whole log up to entry ${head.size - 1}` : `${head.entries.length} entries with their receipts, among them the whole history of every thing they speak of`}.
${payloads ? "payloads.jsonl holds what the entries recorded, with the salts that let you check it." : "What the entries recorded is not included; the entries hold commitments to it."}

Check it, offline, with Node.js 20 or newer:

  node modelkeep-verify.mjs .

That takes the keys from the file "policy" in this folder, which came from the same hands as the rest. If you have the
log's key or a policy from somebody else, use that:

  node modelkeep-verify.mjs . --policy YOUR-POLICY
  node modelkeep-verify.mjs . --vkey YOUR-KEY --checkpoint A-CHECKPOINT-YOU-KEPT

The verifier is one readable file; take your own copy of it if you do not want to trust this one. All formats are public:
c2sp.org/tlog-tiles, tlog-checkpoint, tlog-cosignature, tlog-proof, tlog-policy, RFC 6962 and RFC 8785.

Keep the file "checkpoint". Whoever shows you this log later must be able to show that it still begins with this one.
An entry of which something was erased says so, names the entry that erased it, and still verifies.
`;

async function page(
  bundle: Bundle,
  wanted: Omit<z.input<typeof BundlePageInput>, "logId" | "size">,
): Promise<ZipFile[]> {
  const { logId, size } = bundle.head;
  const { files } = await runQuery(readBundlePage, { actor: bundle.actor, input: { logId, size, ...wanted } });
  return files.map(({ path, data }) => ({ path, data: Buffer.from(data, "base64") }));
}

async function* wholeLog(bundle: Bundle): AsyncGenerator<ZipFile> {
  const { size } = bundle.head;
  for (let level = 0; hashesAtLevel(size, level) > 0; level += 1) {
    for (let from = 0; tileWidth(size, level, from) > 0; from += TILES_A_PAGE) {
      yield* await page(bundle, { part: "tiles", level, from, to: from + TILES_A_PAGE });
    }
  }
  for (let from = 0; tileWidth(size, 0, from) > 0; from += BUNDLES_A_PAGE) {
    yield* await page(bundle, { part: "bundles", from, to: from + BUNDLES_A_PAGE });
  }
}

async function* chosenEntries(bundle: Bundle, indices: readonly number[]): AsyncGenerator<ZipFile> {
  for (let at = 0; at < indices.length; at += PROOFS_A_PAGE) {
    const files = await page(bundle, {
      part: "proofs",
      from: 0,
      to: 0,
      indices: indices.slice(at, at + PROOFS_A_PAGE),
    });
    for (const { path, data } of files) {
      const whole = path.endsWith(".tlog-proof")
        ? [data as Uint8Array, Buffer.from(bundle.head.checkpoint)]
        : [data as Uint8Array];
      yield { path, data: Buffer.concat(whole) };
    }
  }
}

async function* payloads(bundle: Bundle, indices: readonly number[] | null): AsyncGenerator<Uint8Array> {
  const count = indices?.length ?? bundle.head.size;
  for (let from = 0; from < count; from += PAYLOADS_A_PAGE) {
    const to = Math.min(count, from + PAYLOADS_A_PAGE);
    const chosen = indices === null ? { from, to } : { from: 0, to: 0, indices: indices.slice(from, to) };
    for (const { data } of await page(bundle, { part: "payloads", ...chosen })) yield data as Uint8Array;
  }
}

async function* bundleFiles(bundle: Bundle): AsyncGenerator<ZipFile> {
  const { head, actor } = bundle;
  const open = can(actor, "audit:read");
  const mode = head.entries === null ? "log" : "entries";
  const manifest = {
    format: "modelkeep-evidence/1",
    mode,
    payloads: open ? "all" : "none",
    entries: head.entries ?? [],
  };
  yield { path: "README.txt", data: Buffer.from(readme(head, open)) };
  yield { path: "manifest.json", data: Buffer.from(`${JSON.stringify(manifest)}\n`) };
  yield { path: "checkpoint", data: Buffer.from(head.checkpoint) };
  yield { path: "policy", data: Buffer.from(head.policy) };
  const verifier = await readFile(VERIFIER).catch(() => undefined);
  if (verifier !== undefined) yield { path: "modelkeep-verify.mjs", data: verifier };
  const indices = head.entries?.map(({ index }) => index) ?? null;
  yield* indices === null ? wholeLog(bundle) : chosenEntries(bundle, indices);
  if (open) yield { path: "payloads.jsonl", data: payloads(bundle, indices) };
}

/** The zip file of an evidence bundle, page by page: a log of any length needs the same memory. */
export function evidenceBundle(actor: Actor, head: Head): AsyncGenerator<Uint8Array, undefined> {
  return zipStream(bundleFiles({ actor, head }));
}
