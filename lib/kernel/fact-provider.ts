import type { Tx } from "../db/types.ts";
import type { JsonValue } from "../merkle/canonical-json.ts";

/** The version of a model that facts are computed about. */
export type FactSubject = { id: string; modelId: string };

export type FactLink = { label: string; href: string };

/** A piece of evidence that a fact rests on, and who added it: that person may not approve what rests on it. */
export type FactEvidence = { id: string; digest: string; createdBy: string | null };

/**
 * What a domain found out about a version. `value` is exactly what a gate's digest covers: JSON of strings, whole numbers,
 * booleans, lists and objects, and only what matters for the fact. `reason` says in a sentence why it holds or does not.
 */
export type Fact = {
  ok: boolean;
  value: JsonValue;
  reason: string;
  links: readonly FactLink[];
  evidence?: readonly FactEvidence[];
};

/** Facts of one version by the fact's id. */
export type Facts = Readonly<Record<string, Fact>>;

/**
 * What a domain computes for gates: its facts by id with their labels, and one function that computes all of them for many
 * versions at once, with a number of statements that does not grow with the versions. Gates never read a domain's tables.
 */
export type FactProvider = {
  id: string;
  label: string;
  facts: Readonly<Record<string, string>>;
  compute: (args: {
    db: Tx;
    orgId: string;
    now: Date;
    subjects: readonly FactSubject[];
  }) => Promise<ReadonlyMap<string, Facts>>;
};
