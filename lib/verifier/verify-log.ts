import { equalBytes } from "../merkle/bytes.ts";
import { TILE_WIDTH, tileWidth } from "../merkle/tile-coordinates.ts";
import { formatTilePath } from "../merkle/tile-path.ts";
import { bundleLeaves, entryAt, firstStrangeEntry, type BundleLeaves } from "./bundle-leaves.ts";
import type { EntityChains } from "./entity-chains.ts";
import { parseEnvelope } from "./envelope.ts";
import { VerificationFailed, type Findings } from "./finding.ts";
import { firstDifference, GrowingTree } from "./grow-tree.ts";
import { readTile, type FoundTile, type LogSource } from "./log-source.ts";
import type { PayloadLines } from "./payload-lines.ts";
import type { TrustedCheckpoint } from "./trust.ts";

/** A checkpoint that somebody kept, to be found again in the log. */
export interface KeptCheckpoint {
  readonly name: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export interface LogCheck {
  readonly source: LogSource;
  readonly checkpoint: TrustedCheckpoint;
  readonly kept: readonly KeptCheckpoint[];
  readonly findings: Findings;
  /** Undefined: only hashes are checked, not what the entries say. */
  readonly chains: EntityChains | undefined;
  readonly payloads: PayloadLines | undefined;
  readonly onProgress: (entries: number) => void;
}

interface FetchedBundle {
  readonly n: number;
  readonly bundle: FoundTile;
  readonly tile: FoundTile;
}

/** Bundles with their tiles of level 0, in order; some are fetched ahead. */
async function* fetchBundles(source: LogSource, size: number): AsyncGenerator<FetchedBundle> {
  const waiting: Promise<FetchedBundle>[] = [];
  const count = Math.ceil(size / TILE_WIDTH);
  const fetch = async (n: number): Promise<FetchedBundle> => {
    const width = tileWidth(size, 0, n);
    const [bundle, tile] = await Promise.all([
      readTile(source, { level: "entries", n, width }),
      readTile(source, { level: 0, n, width }),
    ]);
    return { n, bundle, tile };
  };
  for (let n = 0, done = 0; done < count; done += 1) {
    for (; n < count && waiting.length < source.ahead; n += 1) {
      const fetched = fetch(n);
      fetched.catch(() => undefined);
      waiting.push(fetched);
    }
    const next = waiting.shift();
    if (next) yield await next;
  }
}

/** Verifies one log from its files: see verifyLog. */
class LogVerifier {
  private readonly check: LogCheck;
  private readonly tree: GrowingTree;
  private tile: FoundTile | undefined;
  private bundle: { found: FoundTile; leaves: BundleLeaves } | undefined;
  private waiting: KeptCheckpoint[];

  constructor(check: LogCheck) {
    this.check = check;
    this.tree = new GrowingTree((level, n, data) => this.compareTile(level, n, data));
    this.waiting = check.kept.filter(({ size }) => size > 0).sort((left, right) => left.size - right.size);
  }

  async run(): Promise<void> {
    const { source, checkpoint, findings, payloads, onProgress } = this.check;
    this.checkKeptSizes();
    for await (const fetched of fetchBundles(source, checkpoint.size)) {
      await this.takeBundle(fetched);
      onProgress(this.tree.size);
    }
    await this.tree.finish();
    payloads?.finish();
    if (!equalBytes(this.tree.root(), checkpoint.root)) {
      findings.problem("checkpoint", `its root is not that of the ${checkpoint.size} entries`);
    }
  }

  private checkKeptSizes(): void {
    const { checkpoint, findings } = this.check;
    for (const { name, size } of this.waiting) {
      if (size <= checkpoint.size) continue;
      const less = `the log shows ${checkpoint.size} entries, this checkpoint has ${size}`;
      findings.problem(name, `${less}: the log was rolled back, or an old state is shown`);
    }
  }

  private async takeBundle({ n, bundle, tile }: FetchedBundle): Promise<void> {
    const first = n * TILE_WIDTH;
    const width = tileWidth(this.check.checkpoint.size, 0, n);
    const leaves = this.cut(bundle, tile, { first, width });
    this.bundle = { found: bundle, leaves };
    this.tile = tile;
    if (this.check.chains) await this.readEntries(first, bundle, leaves);
    this.meetKept(this.tree.size + Math.min(width, TILE_WIDTH - 1), leaves.hashes);
    await this.tree.add(leaves.hashes, width);
    this.meetKept(this.tree.size, leaves.hashes);
  }

  private cut(bundle: FoundTile, tile: FoundTile, part: { first: number; width: number }): BundleLeaves {
    try {
      return bundleLeaves(bundle.path, bundle.bytes, { ...part, exact: bundle.exact });
    } catch (error) {
      const strange = firstStrangeEntry(bundle.bytes, tile.bytes);
      if (!(error instanceof VerificationFailed) || strange === undefined) throw error;
      const where = `entry ${part.first + strange} is the first that does not fit ${tile.path}`;
      throw new VerificationFailed(error.place, `${error.message}; ${where}`);
    }
  }

  private async readEntries(first: number, bundle: FoundTile, leaves: BundleLeaves): Promise<void> {
    const { chains, payloads, findings } = this.check;
    for (let place = 0; place < leaves.width; place += 1) {
      const where = (): string => `entry ${first + place} (${bundle.path}, position ${place})`;
      try {
        const entry = parseEnvelope(entryAt(bundle.bytes, leaves, place));
        chains?.add(where, entry, leaves.hashes.toString("base64", place * 32, (place + 1) * 32));
        if (payloads) await payloads.add(first + place, where(), entry);
      } catch (error) {
        if (error instanceof VerificationFailed) throw error;
        findings.problem(where(), (error as Error).message);
      }
    }
  }

  /** Compares kept checkpoints up to a size, within the bundle at hand, with the root at their size. */
  private meetKept(end: number, leafHashes: Buffer): void {
    for (let kept = this.waiting[0]; kept && kept.size <= end; kept = this.waiting[0]) {
      this.waiting.shift();
      const root = this.tree.root(leafHashes, kept.size - this.tree.size);
      if (equalBytes(root, kept.root)) continue;
      const what = `at size ${kept.size} the log has another root than this checkpoint`;
      this.check.findings.problem(kept.name, `${what}: the log was rewritten. Keep both files, they prove it`);
    }
  }

  private async compareTile(level: number, n: number, computed: Buffer): Promise<void> {
    const { source, findings } = this.check;
    const width = computed.length / 32;
    const found = level === 0 && this.tile ? this.tile : await readTile(source, { level, n, width });
    if (found.exact && found.bytes.length !== computed.length) {
      findings.problem(found.path, `the tile holds ${found.bytes.length} bytes instead of ${computed.length}`);
    }
    const stored = found.bytes.subarray(0, computed.length);
    if (!stored.equals(computed)) {
      const { place, text } = firstDifference(computed, stored);
      const below =
        level === 0
          ? `entry ${n * TILE_WIDTH + place}`
          : formatTilePath({ level: level - 1, n: n * TILE_WIDTH + place, width: TILE_WIDTH });
      findings.problem(`${found.path}, position ${place}`, `it is not the hash of ${below}: ${text}`);
    }
    await this.comparePartials(level, n, computed);
  }

  /** Older states of a tile and of its bundle must be beginnings of it. */
  private async comparePartials(level: number, n: number, computed: Buffer): Promise<void> {
    for (const kind of level === 0 ? ([level, "entries"] as const) : [level]) {
      const full = formatTilePath({ level: kind, n, width: TILE_WIDTH });
      for (const width of await this.check.source.partialWidths(full)) {
        if (width * 32 >= computed.length) continue;
        const path = `${full}.p/${width}`;
        const older = await this.check.source.read(path, 1 << 25);
        const end = kind === "entries" ? (this.bundle?.leaves.offsets[width] ?? 2) - 2 : width * 32;
        const newer = (kind === "entries" ? this.bundle?.found.bytes : computed)?.subarray(0, end);
        if (!older || !newer?.equals(older)) {
          this.check.findings.problem(path, "this older state is not the beginning of the present one");
        }
      }
    }
  }
}

/**
 * Verifies a whole log: recomputes every leaf hash and every tile at every level from the entries, compares them with
 * what is stored, the root with the checkpoint, kept checkpoints with the root at their size, and what the entries say.
 * Memory stays the same whatever the size. Problems go to `findings`; throws VerificationFailed where it cannot go on.
 */
export async function verifyLog(check: LogCheck): Promise<void> {
  if (check.checkpoint.size === 0) check.findings.note("The log has no entries yet.");
  await new LogVerifier(check).run();
}
