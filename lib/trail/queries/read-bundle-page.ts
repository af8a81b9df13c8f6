import { nodeCrypto } from "../../audit/crypto-node.ts";
import type { RawReader } from "../../audit/read-payloads.ts";
import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { encodeEntryBundle } from "../../merkle/entry-bundle.ts";
import { treeHasher } from "../../merkle/hashes.ts";
import { readInclusionProof } from "../../merkle/read-proof.ts";
import { tileWidth } from "../../merkle/tile-coordinates.ts";
import { formatTilePath } from "../../merkle/tile-path.ts";
import type { TileFetcher } from "../../merkle/tree-reader.ts";
import { payloadLines } from "../bundle-payloads.ts";
import { BundlePageDto, BundlePageInput } from "../schema.ts";
import type { z } from "../../zod.ts";

type Page = z.output<typeof BundlePageInput>;
type File = { path: string; data: string };

const hasher = treeHasher(nodeCrypto.sha256);
const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");

async function tiles(db: RawReader, { logId, size, level, from, to }: Page): Promise<File[]> {
  const rows = await db.$queryRawUnsafe<{ n: bigint; data: Uint8Array }[]>(
    "select n, data from audit_tile where log_id = $1::int and level = $2::int and n >= $3::bigint and n < $4::bigint order by n",
    logId,
    level,
    from,
    to,
  );
  return rows.flatMap(({ n, data }) => {
    const width = tileWidth(size, level, Number(n));
    const path = width === 0 ? "" : formatTilePath({ level, n: Number(n), width });
    return width === 0 ? [] : [{ path, data: base64(data.subarray(0, width * 32)) }];
  });
}

async function bundles(db: RawReader, { logId, size, from, to }: Page): Promise<File[]> {
  const rows = await db.$queryRawUnsafe<{ leaf: Uint8Array }[]>(
    `select e.leaf from audit_leaf l join audit_entry e using (entry_id)
     where l.log_id = $1::int and l.idx >= $2::bigint and l.idx < $3::bigint order by l.idx`,
    logId,
    from * 256,
    Math.min(size, to * 256),
  );
  const files: File[] = [];
  for (let n = from; n < to && tileWidth(size, 0, n) > 0; n += 1) {
    const width = tileWidth(size, 0, n);
    const entries = rows.slice((n - from) * 256, (n - from) * 256 + width).map(({ leaf }) => leaf);
    files.push({ path: formatTilePath({ level: "entries", n, width }), data: base64(encodeEntryBundle(entries)) });
  }
  return files;
}

/** Tiles of a log, each fetched once. */
function fetcher(db: RawReader, logId: number): TileFetcher {
  const known = new Map<string, Promise<Uint8Array>>();
  return (level, n) => {
    const name = `${level}/${n}`;
    const found =
      known.get(name) ??
      Promise.resolve(
        db.$queryRawUnsafe<{ data: Uint8Array }[]>(
          "select data from audit_tile where log_id = $1::int and level = $2::int and n = $3::bigint",
          logId,
          level,
          n,
        ),
      ).then(([row]) => row?.data ?? notFound("tile"));
    known.set(name, found);
    return found;
  };
}

async function proofs(db: RawReader, { logId, size, indices = [] }: Page): Promise<File[]> {
  const rows = await db.$queryRawUnsafe<{ idx: bigint; uuid: string; leaf: Uint8Array }[]>(
    `select l.idx, e.uuid::text as uuid, e.leaf from audit_leaf l join audit_entry e using (entry_id)
     where l.log_id = $1::int and l.idx = any ($2::text[]::bigint[]) order by l.idx`,
    logId,
    indices.map(String),
  );
  const fetchTile = fetcher(db, logId);
  const files: File[] = [];
  for (const { idx, uuid, leaf } of rows) {
    const proof = await readInclusionProof(hasher, Number(idx), { size, fetchTile });
    const lines = proof.map((hash) => `${base64(hash)}\n`).join("");
    files.push({ path: `entries/${uuid}.json`, data: base64(leaf) });
    const head = `c2sp.org/tlog-proof@v1\nindex ${idx}\n${lines}\n`;
    files.push({ path: `proofs/${uuid}.tlog-proof`, data: base64(Buffer.from(head)) });
  }
  return files;
}

/** One page of an evidence bundle. A proof comes without the checkpoint, which the caller has and appends. */
export const readBundlePage = defineQuery({
  name: "audit.bundle_page",
  summary: "A part of an evidence bundle",
  permission: "audit:export",
  input: BundlePageInput,
  output: BundlePageDto,
  async run({ db, input, ctx }) {
    const [own] = await db.$queryRaw<unknown[]>`
      select 1 as one from audit_log where log_id = ${input.logId}::int and org_id = ${ctx.orgId}::uuid`;
    if (own === undefined) return notFound("log");
    if (input.part === "tiles") return { files: await tiles(db, input) };
    if (input.part === "bundles") return { files: await bundles(db, input) };
    if (input.part === "proofs") return { files: await proofs(db, input) };
    const { logId, from, to, indices } = input;
    const text = await payloadLines(db, logId, indices === undefined ? { from, to } : { indices });
    return { files: [{ path: "payloads.jsonl", data: Buffer.from(text).toString("base64") }] };
  },
});
