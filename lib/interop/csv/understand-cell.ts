import { versionLabel } from "../supply-chain/fit-text.ts";
import { lifecycleStages, modelKinds, sensitivities } from "../supply-chain/draft.ts";

/** What a cell says, or why it cannot be taken over. */
export type Understood<Value> = { value: Value } | { refused: string };

const SENSITIVITIES: Readonly<Record<string, (typeof sensitivities)[number]>> = {
  open: "public",
  öffentlich: "public",
  unclassified: "public",
  "internal only": "internal",
  "internal use only": "internal",
  intern: "internal",
  private: "confidential",
  vertraulich: "confidential",
  "company confidential": "confidential",
  secret: "restricted",
  "strictly confidential": "restricted",
  "highly confidential": "restricted",
  "streng vertraulich": "restricted",
  geheim: "restricted",
};

const KINDS: Readonly<Record<string, (typeof modelKinds)[number]>> = {
  classification: "predictive",
  classifier: "predictive",
  regression: "predictive",
  prediction: "predictive",
  ml: "predictive",
  "machine learning": "predictive",
  llm: "generative",
  "large language model": "generative",
  genai: "generative",
  "generative ai": "generative",
  agent: "agentic",
  "ai agent": "agentic",
  embeddings: "embedding",
  ranker: "ranking",
  recommendation: "recommender",
  "recommender system": "recommender",
};

const STAGES: Readonly<Record<string, (typeof lifecycleStages)[number]>> = {
  idea: "design",
  planned: "design",
  planning: "design",
  concept: "design",
  data: "data_sourcing",
  development: "training",
  dev: "training",
  "in development": "training",
  experiment: "training",
  test: "validation",
  testing: "validation",
  staging: "validation",
  evaluation: "validation",
  pilot: "deployment",
  rollout: "deployment",
  production: "operation",
  prod: "operation",
  live: "operation",
  "in use": "operation",
  "in production": "operation",
  monitoring: "operation",
  retired: "retirement",
  decommissioned: "retirement",
  ended: "retirement",
};

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();
}

function oneOf<Word extends string>(words: readonly Word[], synonyms: Readonly<Record<string, Word>>, noun: string) {
  return (text: string): Understood<Word> => {
    const said = plain(text);
    const word =
      words.find((each) => plain(each) === said) ?? (Object.hasOwn(synonyms, said) ? synonyms[said] : undefined);
    if (word !== undefined) return { value: word };
    const known = words.map((each) => each.replaceAll("_", " ")).join(", ");
    return { refused: `is no ${noun} that is known. Write ${known}` };
  };
}

/** A sensitivity, in words of this product or usual ones: "Confidential", "streng vertraulich". */
export const understandSensitivity = oneOf(sensitivities, SENSITIVITIES, "sensitivity");
/** A kind of model: "Generative", "LLM", "classification". */
export const understandKind = oneOf(modelKinds, KINDS, "kind of model");
/** A stage of life: "Operation", "production", "retired". */
export const understandStage = oneOf(lifecycleStages, STAGES, "stage");

const YES = new Set(["yes", "y", "true", "1", "x", "ja", "j", "wahr", "oui", "on", "✓", "✔"]);
const NO = new Set(["no", "n", "false", "0", "-", "nein", "falsch", "non", "off", "none"]);

/** Yes or no, as tables say it. */
export function understandYesNo(text: string): Understood<boolean> {
  const said = plain(text);
  if (YES.has(said)) return { value: true };
  return NO.has(said) || text.trim() === "-" ? { value: false } : { refused: "is neither yes nor no" };
}

/** An e-mail address in small letters; "Ada <ada@example.com>" is one too. */
export function understandMail(text: string): Understood<string> {
  const address = (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase();
  const isAddress = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/.test(address) && address.length <= 300;
  return isAddress ? { value: address } : { refused: "is no e-mail address" };
}

/** A SHA-256 digest; "sha256:" in front is left out. */
export function understandDigest(text: string): Understood<string> {
  const digest = text
    .trim()
    .toLowerCase()
    .replace(/^sha-?256[:=]/, "");
  return /^[0-9a-f]{64}$/.test(digest) ? { value: digest } : { refused: "is no SHA-256 digest: 64 hexadecimal digits" };
}

/** An address part: small letters, digits and single hyphens, at most 63. */
export function understandSlug(text: string): Understood<string> {
  const slug = text.trim().toLowerCase();
  const isSlug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug) && slug.length <= 63;
  return isSlug
    ? { value: slug }
    : { refused: "is no short name: small letters, digits and single hyphens, at most 63" };
}

/** A version's label: it must hold a letter or digit of the Latin alphabet. */
export function understandLabel(text: string): Understood<string> {
  const refused = "cannot be a version: use letters, digits and . _ + -, such as 2.1.0";
  return versionLabel(text) === "" ? { refused } : { value: text };
}

/** The words of a list: separated by semicolons or line breaks where there are some, else by commas or bars. */
export function understandList(text: string): string[] {
  const separator = /[;\n\r]/.test(text) ? /[;\n\r]+/ : /[,|]+/;
  return text
    .split(separator)
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

/** A cell as it was meant: an apostrophe that guards a formula in front is left out. */
export function plainCell(cell: string): string {
  return (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell).trim();
}
