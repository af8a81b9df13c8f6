/** Words of the addresses below /models and /api/v1/models that a slug would hide. */
const RESERVED = new Set(["board", "new", "import", "export", "facets", "owners", "search", "edit", "check-file"]);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MAX_SLUG_LENGTH = 63;

/** Whether a slug would be mistaken for a page or for an id. */
export function isReservedSlug(slug: string): boolean {
  return RESERVED.has(slug) || UUID.test(slug);
}

/** Text for comparing and searching: no accents, small letters, single spaces. */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/** A slug made from a name: "Card fraud (GBM)" becomes "card-fraud-gbm"; a name without letters or digits becomes "model". */
export function proposeSlug(name: string): string {
  const slug = foldText(name)
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("æ", "ae")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_SLUG_LENGTH)
    .replace(/^-+|-+$/g, "");
  if (slug === "") return "model";
  return isReservedSlug(slug) ? `${slug.slice(0, MAX_SLUG_LENGTH - 6)}-model` : slug;
}

/** The first of `slug`, `slug-2`, `slug-3` … that is not taken, cut so that it stays within the length. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  for (let number = 2; ; number += 1) {
    const ending = `-${number}`;
    const candidate = `${slug.slice(0, MAX_SLUG_LENGTH - ending.length).replace(/-+$/, "")}${ending}`;
    if (!taken.has(candidate)) return candidate;
  }
}

export const kindLabels = {
  predictive: "Predictive",
  generative: "Generative",
  agentic: "Agentic",
  embedding: "Embedding",
  ranking: "Ranking",
  recommender: "Recommender",
  other: "Other",
} as const;

export const sensitivityLabels = {
  public: "Public",
  internal: "Internal",
  confidential: "Confidential",
  restricted: "Restricted",
} as const;

export const stageLabels = {
  design: "Design",
  data_sourcing: "Data sourcing",
  training: "Training",
  validation: "Validation",
  deployment: "Deployment",
  operation: "Operation",
  retirement: "Retirement",
} as const;

/** The stage as the state of a model, for a badge. */
export const stageStates = {
  design: "In design",
  data_sourcing: "Sourcing data",
  training: "In training",
  validation: "In validation",
  deployment: "Being deployed",
  operation: "In operation",
  retirement: "Being retired",
} as const;

export const stateLabels = { active: "Active", archived: "Archived" } as const;

export const fieldLabels = {
  name: "Name",
  slug: "Address",
  description: "Description",
  purpose: "Purpose",
  ownerId: "Owner",
  team: "Team",
  provider: "Provider",
  kind: "Kind",
  tasks: "Tasks",
  licence: "Licence",
  sensitivity: "Sensitivity",
  stage: "Lifecycle stage",
  tags: "Tags",
  state: "State",
  documents: "Documents",
  custom: "Own fields",
} as const;

/** The kind of task about things whose owner has left. */
export const OWNER_TASK = "find_owner";

type Editor =
  { type: "user"; id: string; role: string } | { type: "apiKey" | "operator" | "system" | "guest" | "anonymous" };

/**
 * Whether this actor, who holds the permission, may change this model. Administrators and security leads change every
 * model; everybody else the ones they own, the ones they registered, and those that nobody owns. A key, the system and
 * the operator act for the organization and change every model.
 */
export function mayChangeModel(actor: Editor, model: { ownerId: string | null; createdBy: string | null }): boolean {
  if (actor.type !== "user") return actor.type === "apiKey" || actor.type === "system" || actor.type === "operator";
  if (actor.role === "administrator" || actor.role === "security_lead") return true;
  return model.ownerId === null || model.ownerId === actor.id || model.createdBy === actor.id;
}

function comparable(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

/** Whether two field values say the same; lists are compared in order, objects whatever the order of their keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  return comparable(a) === comparable(b);
}
