/** A personal value of an entry and the salt that hides it: `pointer` is where it stands, such as /after/email. */
export type Opening = { pointer: string; salt: Uint8Array; value: unknown };

/** What a page claims about an entry; the check compares it with the bytes. */
export type ShownEntry = {
  uuid: string;
  action: string;
  version: number;
  actor: { type: string; ref: string };
  entity: { type: string; id: string };
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
  reason: string | null;
};

/** Everything that the check of one entry needs: bytes as they are kept, and the keys of log and witnesses. */
export type EntryMaterial = {
  leaf: Uint8Array;
  /** The values and their salt, held outside the log; null when they were erased. */
  values: { body: Uint8Array; salt: Uint8Array; openings: readonly Opening[] } | null;
  /** The receipt in the format of tlog-proof; null while the entry waits to be sealed. */
  receipt: Uint8Array | null;
  logKey: string;
  witnesses: readonly { name: string; vkey: string }[];
  shown: ShownEntry | null;
};

export type StepId = "entry" | "leaf" | "path" | "root" | "signature" | "witnesses";

/** "doubt": computed, but it does not lead to what was signed. "none": there is nothing to check yet or any more. */
export type StepState = "pass" | "fail" | "doubt" | "none";

export type CheckStep = { id: StepId; state: StepState; words: string; ms: number };

/** One sibling on the way to the root: how many entries it stands for and on which side, from the leaf upwards. */
export type PathStep = { hash: string; entries: number; side: "left" | "right" };

/** One witness as this check found it: the time of its cosignature in POSIX seconds. */
export type WitnessFinding = { name: string; keyId: string; state: "pass" | "fail" | "missing"; time: number | null };

export type EntryCheck = {
  steps: CheckStep[];
  /** Hexadecimal. */
  leafHash: string;
  computedRoot: string | null;
  path: PathStep[];
  index: number | null;
  checkpoint: { origin: string; size: number; root: string; keyId: string } | null;
  witnesses: WitnessFinding[];
};
