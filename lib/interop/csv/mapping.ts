import { z } from "../../zod.ts";

/** What a column of a table can hold: fields of models, and of the version a row is about. */
export const csvFields = [
  "name",
  "slug",
  "description",
  "purpose",
  "ownerEmail",
  "team",
  "provider",
  "kind",
  "tasks",
  "licence",
  "sensitivity",
  "stage",
  "inOperation",
  "tags",
  "versionLabel",
  "versionDescription",
  "artifactName",
  "artifactDigest",
  "artifactLocation",
] as const;
export type CsvField = (typeof csvFields)[number];

/** For each column, in order, the field it holds; null = it is kept, and not taken over. Every field at most once. */
export const CsvMapping = z
  .array(z.enum(csvFields).nullable())
  .max(500)
  .refine((fields) => {
    const chosen = fields.filter((field) => field !== null);
    return new Set(chosen).size === chosen.length;
  }, "Choose each field for one column only.");
export type CsvMapping = z.infer<typeof CsvMapping>;

/** Headings by field, in plain small letters; the first field that knows a heading gets it. */
const HEADINGS: Readonly<Record<CsvField, string>> = {
  name: "name|model|model name|modelname|title|modell|modellname|nom",
  slug: "slug|short name|shortname|identifier|key|kurzname",
  description: "description|summary|about|details|beschreibung",
  purpose: "purpose|use|use case|usecase|intended use|zweck|einsatzzweck",
  ownerEmail:
    "owner e mail|owner email|owner mail|e mail|email|owner|accountable owner|responsible|contact|verantwortlich",
  team: "team|department|unit|business unit|group|abteilung",
  provider: "provider|vendor|supplier|developer|developed by|maker|publisher|company|anbieter|hersteller",
  kind: "kind|type|model type|category|art|modelltyp",
  tasks: "tasks|task|pipeline tag|pipeline|aufgabe|aufgaben",
  licence: "licence|license|licenses|licences|lizenz",
  sensitivity: "sensitivity|classification|confidentiality|data classification|vertraulichkeit|klassifizierung",
  stage: "stage|lifecycle stage|lifecycle|phase|status",
  inOperation: "in operation|in production|live|productive|in use|deployed|produktiv",
  tags: "tags|tag|labels|keywords|schlagworte",
  versionLabel: "version|version label|model version|revision|release",
  versionDescription: "version description|version notes|release notes|changes",
  artifactName: "artifact|artifact name|file|file name|filename|datei",
  artifactDigest: "digest|sha256|sha 256|hash|checksum|artifact digest",
  artifactLocation: "location|artifact location|uri|url|path|storage|artifact uri",
};

function plain(heading: string): string {
  const spaced = heading.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return spaced.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/**
 * The mapping that the headings suggest. `rows` are some rows, which settle what "owner" means: it is taken for e-mail
 * addresses only where one is among them. In a table exported here "version" counts the record's changes and stays unmapped.
 */
export function proposeMapping(
  headings: readonly string[],
  rows: readonly { cells: readonly string[] }[] = [],
): CsvMapping {
  const names = headings.map(plain);
  const isOwnExport = names.includes("updated at") && names.includes("created at");
  const taken = new Set<number>();
  const mapping: CsvMapping = headings.map(() => null);
  for (const field of csvFields) {
    if (isOwnExport && field === "versionLabel") continue;
    const known = HEADINGS[field].split("|");
    const ranked = names
      .map((name, column) => ({ column, rank: known.indexOf(name) }))
      .filter(({ column, rank }) => rank !== -1 && !taken.has(column))
      .sort((a, b) => a.rank - b.rank);
    const [best] = ranked.filter(
      ({ column }) => !isPerson(field, names[column]) || rows.length === 0 || hasMail(rows, column),
    );
    if (best === undefined) continue;
    mapping[best.column] = field;
    taken.add(best.column);
  }
  return mapping;
}

/** Whether a column may hold people's names instead of their addresses. */
function isPerson(field: CsvField, name: string | undefined): boolean {
  return field === "ownerEmail" && name?.includes("mail") !== true;
}

function hasMail(rows: readonly { cells: readonly string[] }[], column: number): boolean {
  return rows.some(({ cells }) => cells[column]?.includes("@") === true);
}
