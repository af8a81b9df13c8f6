import { readFile, stat } from "node:fs/promises";
import { equalBytes } from "../merkle/bytes.ts";
import { MerkleError } from "../merkle/merkle-error.ts";
import { EntityChains } from "./entity-chains.ts";
import { parseEnvelope } from "./envelope.ts";
import { Findings, NotReadable, VerificationFailed, WrongUsage } from "./finding.ts";
import { folderSource } from "./folder-source.ts";
import { MAX_TEXT_BYTES, readRequired, type LogSource } from "./log-source.ts";
import { readManifest } from "./manifest.ts";
import type { Options } from "./options.ts";
import { PayloadLines } from "./payload-lines.ts";
import { checkpointFacts, type Report } from "./report.ts";
import { openTrusted, trustKey, trustPolicy, type Trust } from "./trust.ts";
import { urlSource } from "./url-source.ts";
import { verifyEntries, verifyReceipt } from "./verify-entries.ts";
import { verifyLog, type KeptCheckpoint } from "./verify-log.ts";
import { zipSource } from "./zip-source.ts";

/** The clock and what shows progress. */
export interface Surroundings {
  readonly now: () => number;
  readonly onProgress: (entries: number, of: number) => void;
}

const NOT_INDEPENDENT = "The key came with the evidence itself. Compare it with one that you got elsewhere.";

async function fileBytes(path: string): Promise<Buffer> {
  return readFile(path).catch((error: Error) => {
    throw new NotReadable(`${path}: ${error.message}`);
  });
}

/** Opens what a person pointed at: a URL, a folder, or a zip file. */
export async function openSource(options: Options): Promise<LogSource> {
  const { target, key } = options;
  if (/^https?:\/\//.test(target)) {
    const secret = key?.startsWith("@") === true ? (await fileBytes(key.slice(1))).toString("utf8").trim() : key;
    return urlSource(target, secret);
  }
  const found = await stat(target).catch((error: Error) => {
    throw new NotReadable(`${target}: ${error.message}`);
  });
  return found.isDirectory() ? folderSource(target) : zipSource(target);
}

async function trustOf(options: Options, source: LogSource | undefined, nowMs: number): Promise<Trust> {
  const { vkey, policy, maxAgeSeconds } = options;
  const notBefore = maxAgeSeconds === undefined ? 0 : Math.floor(nowMs / 1_000) - maxAgeSeconds;
  if (vkey !== undefined && policy !== undefined) throw new WrongUsage("give --vkey or --policy, not both");
  if (vkey !== undefined) return { policy: trustKey(vkey), independent: true, notBefore };
  if (policy !== undefined)
    return { policy: trustPolicy(await fileBytes(policy), policy), independent: true, notBefore };
  const own = await source?.read("policy", MAX_TEXT_BYTES);
  if (own === undefined) throw new WrongUsage("say whom to trust: --vkey KEY or --policy FILE");
  return { policy: trustPolicy(own, "policy"), independent: false, notBefore };
}

async function keptCheckpoints(options: Options, trust: Trust): Promise<KeptCheckpoint[]> {
  const withoutQuorum: Trust = { ...trust, policy: { ...trust.policy, quorum: "none" } };
  const kept: KeptCheckpoint[] = [];
  for (const name of options.checkpoints) {
    const { size, root } = openTrusted(withoutQuorum, await fileBytes(name), name);
    kept.push({ name, size, root });
  }
  return kept;
}

interface Run {
  readonly options: Options;
  readonly findings: Findings;
  readonly around: Surroundings;
  facts: Partial<Report>;
}

async function runSource(run: Run, source: LogSource): Promise<void> {
  const { options, findings, around } = run;
  const trust = await trustOf(options, source, around.now());
  if (!trust.independent) findings.note(NOT_INDEPENDENT);
  const manifest = await readManifest(source);
  const bytes = await readRequired(source, "checkpoint", MAX_TEXT_BYTES);
  const checkpoint = openTrusted(trust, bytes, "checkpoint");
  run.facts = { ...run.facts, kind: manifest?.mode ?? "log", ...checkpointFacts(checkpoint, trust.policy.quorum) };
  const kept = await keptCheckpoints(options, trust);
  const chains = options.hashesOnly ? undefined : new EntityChains(findings);
  const payloads =
    manifest === undefined || chains === undefined
      ? undefined
      : await PayloadLines.open(source, findings, manifest.payloads === "all");
  const entries = manifest?.mode === "entries" ? manifest.entries.length : checkpoint.size;
  const onProgress = (done: number): void => {
    run.facts = { ...run.facts, entries: done };
    around.onProgress(done, entries);
  };
  const common = { source, findings, chains, payloads, onProgress };
  if (manifest?.mode === "entries") {
    if (kept.length > 0) throw new WrongUsage("--checkpoint needs a whole log, not selected entries");
    await verifyEntries({ ...common, trust, manifest });
  } else await verifyLog({ ...common, checkpoint, kept });
  if (chains && chains.continued > 0) {
    findings.note(`${chains.continued} things have a history that begins before what is here, in an earlier log.`);
  }
  run.facts = {
    ...run.facts,
    keptCheckpoints: kept.length,
    ...(chains && { things: chains.things }),
    ...(payloads && { payloads: payloads.counts }),
  };
}

async function runReceipt(run: Run): Promise<void> {
  const { options, findings, around } = run;
  if (options.entry === undefined) throw new WrongUsage("a receipt needs --entry FILE with the entry's exact bytes");
  const trust = await trustOf(options, undefined, around.now());
  const entry = await fileBytes(options.entry);
  const { checkpoint, index } = verifyReceipt(trust, await fileBytes(options.target), entry, options.target);
  run.facts = {
    ...run.facts,
    kind: "receipt",
    index,
    entries: 1,
    ...checkpointFacts(checkpoint, trust.policy.quorum),
  };
  for (const kept of await keptCheckpoints(options, trust)) {
    if (kept.size !== checkpoint.size) findings.note(`${kept.name} has another size and was not compared.`);
    else if (!equalBytes(kept.root, checkpoint.root)) findings.problem(kept.name, "same size, another root: a fork");
  }
  if (!options.hashesOnly) parseEnvelope(entry);
}

/**
 * Verifies what the options name and gives the report. Throws NotReadable and WrongUsage; whatever is wrong with the log
 * itself is in the report.
 */
export async function runVerifier(options: Options, around: Surroundings): Promise<Report> {
  const began = around.now();
  const findings = new Findings();
  const run: Run = { options, findings, around, facts: {} };
  const receipt = options.target.endsWith(".tlog-proof");
  const source = receipt ? undefined : await openSource(options);
  try {
    await (source === undefined ? runReceipt(run) : runSource(run, source));
  } catch (error) {
    if (error instanceof VerificationFailed) findings.problem(error.place, error.message);
    else if (error instanceof MerkleError) findings.problem(options.target, error.message);
    else throw error;
  } finally {
    await source?.close();
  }
  return {
    kind: "log",
    keptCheckpoints: 0,
    entries: 0,
    ...run.facts,
    entriesRead: !options.hashesOnly,
    target: options.target,
    verified: findings.count === 0,
    seconds: (around.now() - began) / 1_000,
    problemCount: findings.count,
    problems: findings.problems,
    notes: findings.notes,
  };
}
