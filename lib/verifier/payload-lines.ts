import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { checkPayload, erasedEntries, parsePayloadLine, type PayloadLine } from "./check-payload.ts";
import type { Envelope } from "./envelope.ts";
import { VerificationFailed, type Findings } from "./finding.ts";
import type { LogSource } from "./log-source.ts";

/** The file of an evidence bundle that holds the payloads, one line an entry, by ascending index. */
export const PAYLOADS = "payloads.jsonl";

/** Actions of entries that may erase. */
const ERASING = ["person.erase", "payload.erase"];

/** What was seen of the payloads so far. */
export interface PayloadCounts {
  checked: number;
  erased: number;
  withheldFields: number;
  missing: number;
}

interface Claim {
  readonly place: string;
  readonly uuid: string;
  readonly by: string;
}

/** Reads the payloads beside the entries, in one pass and a line at a time. */
export class PayloadLines {
  readonly counts: PayloadCounts = { checked: 0, erased: 0, withheldFields: 0, missing: 0 };
  private readonly lines: AsyncIterator<string>;
  private readonly findings: Findings;
  private readonly complete: boolean;
  private next: PayloadLine | undefined;
  private number = 0;
  private readonly claims: Claim[] = [];
  private readonly erasures = new Map<string, { index: number; entries: Set<string> | undefined }>();

  private constructor(lines: AsyncIterator<string>, findings: Findings, complete: boolean) {
    this.lines = lines;
    this.findings = findings;
    this.complete = complete;
  }

  /** Opens the payloads of a source. `complete`: an entry without a line is then a problem. */
  static async open(source: LogSource, findings: Findings, complete: boolean): Promise<PayloadLines | undefined> {
    const stream = await source.stream(PAYLOADS);
    if (stream === undefined) {
      if (complete) throw new VerificationFailed(PAYLOADS, "this file is missing");
      return undefined;
    }
    const input = stream instanceof Readable ? stream : Readable.from(stream);
    const lines = createInterface({ input, crlfDelay: 0 })[Symbol.asyncIterator]();
    const payloads = new PayloadLines(lines, findings, complete);
    await payloads.advance();
    return payloads;
  }

  private async advance(): Promise<void> {
    const before = this.next?.index ?? -1;
    const step = await this.lines.next();
    this.number += 1;
    if (step.done === true) {
      this.next = undefined;
      return;
    }
    try {
      this.next = parsePayloadLine(step.value);
    } catch (error) {
      throw new VerificationFailed(`${PAYLOADS}, line ${this.number}`, (error as Error).message);
    }
    if (this.next.index <= before) {
      throw new VerificationFailed(`${PAYLOADS}, line ${this.number}`, "the lines are not in the order of the log");
    }
  }

  /** Takes the next entry of the log, in order. */
  async add(index: number, place: string, entry: Envelope): Promise<void> {
    const line = this.next?.index === index ? this.next : undefined;
    if (ERASING.includes(entry.action)) {
      const entries = line?.payload === undefined ? undefined : erasedEntries(line.payload);
      this.erasures.set(entry.uuid, { index, entries });
    }
    if (line === undefined) {
      if (this.complete) this.problem(place, "the payload is missing and no entry erased it");
      return;
    }
    if (line.uuid !== entry.uuid) this.findings.problem(place, `${PAYLOADS} has another entry at this index`);
    else this.check(place, line, entry.digest);
    await this.advance();
  }

  private problem(place: string, message: string): void {
    this.counts.missing += 1;
    this.findings.problem(place, message);
  }

  private check(place: string, line: PayloadLine, digest: string): void {
    const { uuid, erasedBy } = line;
    if (erasedBy !== undefined) {
      this.counts.erased += 1;
      this.claims.push({ place, uuid, by: erasedBy });
      return;
    }
    this.counts.checked += 1;
    for (const { by } of line.erased) this.claims.push({ place, uuid, by });
    const outcome = checkPayload(line, digest);
    this.counts.withheldFields += outcome.withheld;
    for (const message of outcome.problems) this.findings.problem(place, message);
  }

  /** After the last entry: lines that belong to no entry, and erasures that no entry tells of. */
  finish(): void {
    if (this.next !== undefined) {
      this.findings.problem(`${PAYLOADS}, line ${this.number}`, "a payload of an entry that is not in the log");
    }
    for (const { place, uuid, by } of this.claims) {
      const erasure = this.erasures.get(by);
      if (erasure === undefined) {
        this.problem(place, `said to be erased by entry ${by}, but no erasure of that name is in the log`);
      } else if (erasure.entries !== undefined && !erasure.entries.has(uuid)) {
        this.problem(place, `said to be erased by entry ${erasure.index}, which does not list it`);
      }
    }
  }
}
