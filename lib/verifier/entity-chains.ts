import type { Envelope } from "./envelope.ts";
import type { Findings } from "./finding.ts";

interface Head {
  version: number;
  leafHash: string;
}

/**
 * The history of each thing: versions 1, 2, 3 … without a gap, each entry naming the leaf hash of the one before. Keeps
 * one head for each thing, so memory grows with the number of things, not of entries.
 */
export class EntityChains {
  continued = 0;
  private readonly heads = new Map<string, Head>();
  private readonly findings: Findings;

  constructor(findings: Findings) {
    this.findings = findings;
  }

  get things(): number {
    return this.heads.size;
  }

  /** Takes the next entry of the log, in order. `place` names it in messages; `leafHash` is its hash in base64. */
  add(place: () => string, entry: Envelope, leafHash: string): void {
    const name = `${entry.entityType} ${entry.entityId}`;
    const head = this.heads.get(name);
    if (head === undefined) {
      this.heads.set(name, { version: entry.version, leafHash });
      this.first(place, name, entry);
      return;
    }
    const before = head.version;
    if (entry.version !== before + 1) {
      this.findings.problem(place(), `${name} goes from version ${before} to ${entry.version}`);
    } else if (entry.prev !== head.leafHash) {
      this.findings.problem(place(), `${name} v${entry.version} does not name the entry of v${before}`);
    }
    head.version = entry.version;
    head.leafHash = leafHash;
  }

  private first(place: () => string, name: string, entry: Envelope): void {
    if (entry.version === 1 && entry.prev === null) return;
    if (entry.version > 1 && entry.prev !== null) this.continued += 1;
    else this.findings.problem(place(), `the first entry of ${name} has version ${entry.version} and a wrong prev`);
  }
}
