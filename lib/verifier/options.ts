import { WrongUsage } from "./finding.ts";

export interface Options {
  readonly target: string;
  readonly key: string | undefined;
  readonly vkey: string | undefined;
  readonly policy: string | undefined;
  readonly entry: string | undefined;
  readonly checkpoints: readonly string[];
  readonly maxAgeSeconds: number | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly hashesOnly: boolean;
}

export const USAGE = `Verifies a Modelkeep audit log without trusting Modelkeep.

  node modelkeep-verify.mjs TARGET [options]

TARGET is one of
  https://host/log/<org>    a log over HTTP           (--key mk_… for a key that may read the trail)
  FOLDER                    a copy of the static log, or an unpacked evidence bundle
  FILE.zip                  an evidence bundle
  FILE.tlog-proof           one receipt               (--entry FILE with the entry's exact bytes)

Whom to trust; get these from somebody else than the log's operator if you can
  --vkey KEY                the log's verifier key: name+id+base64
  --policy FILE             a tlog-policy file: log keys, witness keys, quorum

More
  --checkpoint FILE         a checkpoint kept from earlier; the log must contain it. May be repeated
  --max-age 24h             cosignatures older than this do not count (s, m, h, d)
  --key KEY                 API key, or @FILE for a file that holds it
  --hashes-only             hashes, tiles, root and signatures only; not what the entries say
  --json                    the report as JSON
  --quiet                   no progress

Exit code: 0 verified, 1 failed, 2 wrong usage, 3 could not be read.
`;

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const FLAGS = ["--json", "--quiet", "--hashes-only"];
const VALUES = ["--key", "--vkey", "--policy", "--entry", "--checkpoint", "--max-age"];

function seconds(text: string): number {
  const [, digits = "", unit = ""] = /^([1-9]\d{0,8})([smhd])$/.exec(text) ?? [];
  if (digits === "") throw new WrongUsage("--max-age wants a number and s, m, h or d, as in 24h");
  return Number(digits) * (UNITS[unit] ?? 1);
}

function one(values: ReadonlyMap<string, readonly string[]>, name: string): string | undefined {
  const given = values.get(name) ?? [];
  if (given.length > 1) throw new WrongUsage(`${name} may be given once`);
  return given[0];
}

/** Reads the command line. Throws WrongUsage. */
export function parseOptions(words: readonly string[]): Options {
  const values = new Map<string, string[]>();
  const targets: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [name = "", inline] = (words[at] ?? "").split(/=(.*)/s);
    if (!name.startsWith("--")) targets.push(words[at] ?? "");
    else if (FLAGS.includes(name) && inline === undefined) values.set(name, []);
    else if (VALUES.includes(name)) {
      const value = inline ?? words[(at += 1)];
      if (value === undefined || value === "") throw new WrongUsage(`${name} wants a value`);
      values.set(name, [...(values.get(name) ?? []), value]);
    } else throw new WrongUsage(`unknown option ${name}`);
  }
  const [target, ...more] = targets;
  if (target === undefined || more.length > 0) throw new WrongUsage("give one thing to verify");
  const age = one(values, "--max-age");
  return {
    target,
    key: one(values, "--key"),
    vkey: one(values, "--vkey"),
    policy: one(values, "--policy"),
    entry: one(values, "--entry"),
    checkpoints: values.get("--checkpoint") ?? [],
    maxAgeSeconds: age === undefined ? undefined : seconds(age),
    json: values.has("--json"),
    quiet: values.has("--quiet"),
    hashesOnly: values.has("--hashes-only"),
  };
}
