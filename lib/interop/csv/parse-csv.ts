import { quoted } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import type { TextPlace } from "../line-index.ts";
import { DraftBuilder } from "../supply-chain/draft-builder.ts";
import type { ParsedSupply, SupplyReading, SupplyRecord, SupplyRest } from "../supply-chain/draft.ts";
import { Findings } from "../supply-chain/json/findings.ts";
import { type Parts, setPart } from "../supply-chain/parts.ts";
import type { CsvField, CsvMapping } from "./mapping.ts";
import { type CsvRow, type CsvTable, maxCsvRows, readCsv } from "./read-csv.ts";
import {
  plainCell,
  understandDigest,
  understandKind,
  understandLabel,
  understandList,
  understandMail,
  type Understood,
  understandSensitivity,
  understandSlug,
  understandStage,
  understandYesNo,
} from "./understand-cell.ts";

const PLACES: Readonly<Partial<Record<CsvField, string>>> = {
  name: "name",
  slug: "fields.slug",
  description: "description",
  purpose: "fields.purpose",
  ownerEmail: "fields.ownerEmail",
  team: "fields.team",
  provider: "fields.provider",
  kind: "fields.kind",
  tasks: "fields.tasks",
  licence: "fields.licence",
  sensitivity: "fields.sensitivity",
  stage: "fields.stage",
  tags: "tags",
};

const UNDERSTAND: Readonly<Partial<Record<CsvField, (text: string) => Understood<JsonValue>>>> = {
  slug: understandSlug,
  ownerEmail: understandMail,
  kind: understandKind,
  sensitivity: understandSensitivity,
  stage: understandStage,
  versionLabel: understandLabel,
  artifactDigest: understandDigest,
  tasks: (text) => ({ value: understandList(text) }),
  tags: (text) => ({ value: understandList(text) }),
};

/**
 * Reads a table of models into the neutral draft: one row one model, or, where a column holds the version, one version of
 * the model that the row names. What the mapping leaves out stays in each record's `rest`. A cell that its field cannot take
 * is an error that names row and column; so is a row without a name. In problems and origins `path` is the column's heading.
 *
 * Throws UnreadableImportError (`too_large`, `unreadable`) with the line.
 */
export function parseCsv(source: string | Uint8Array, mapping: CsvMapping, reading: SupplyReading): ParsedSupply {
  const table = readCsv(source, reading);
  const findings = new Findings();
  const most = reading.maxRecords ?? 2 * maxCsvRows;
  const builder = new DraftBuilder("csv", { ...reading, maxRecords: most }, findings);
  const rows = new RowReader(table, mapping, builder, findings);
  table.rows.forEach((row) => rows.read(row));
  const places = placesOf([...builder.pointers(), ...findings.pointers()]);
  const { records, links } = builder.finish(places);
  return {
    draft: { records: records.map(withHeadings), links, unknown: [] },
    problems: findings.problems(places, []).map((problem) => ({ ...problem, path: headingOf(problem.path) })),
    losses: findings.losses(places),
  };
}

/** Within this file a place is "line/heading". */
function placesOf(pointers: readonly string[]): Map<string, TextPlace> {
  return new Map(pointers.map((pointer) => [pointer, { line: Number.parseInt(pointer, 10) || 1, column: 1 }]));
}

function headingOf(pointer: string): string {
  return pointer.replace(/^\d+\//, "");
}

function withHeadings(record: SupplyRecord): SupplyRecord {
  const origins = Object.entries(record.origins).map(([name, origin]) => [
    name,
    { ...origin, path: headingOf(origin.path) },
  ]);
  return { ...record, origins: Object.fromEntries(origins) as SupplyRecord["origins"] };
}

class RowReader {
  readonly #table: CsvTable;
  readonly #mapping: CsvMapping;
  readonly #builder: DraftBuilder;
  readonly #findings: Findings;
  readonly #models = new Map<string, { record: SupplyRecord; line: number }>();
  readonly #versions = new Map<string, number>();

  constructor(table: CsvTable, mapping: CsvMapping, builder: DraftBuilder, findings: Findings) {
    this.#table = table;
    this.#mapping = mapping;
    this.#builder = builder;
    this.#findings = findings;
  }

  read(row: CsvRow): void {
    const { headings } = this.#table;
    if (row.cells.length > headings.length && row.cells.slice(headings.length).some((cell) => cell.trim() !== ""))
      this.#findings.add(
        "error",
        `${row.line}/`,
        `This row has ${row.cells.length} cells; there are ${headings.length} headings.`,
      );
    const cells = this.#understand(row);
    const name = cells.get("name")?.value;
    if (name === undefined) {
      const column = this.#headingFor("name");
      const message = column === "" ? "No column is chosen for the name." : "This row has no name.";
      this.#findings.add("error", `${row.line}/${column}`, message);
      return;
    }
    const model = this.#model(row, cells, textOf(cells.get("slug")?.value) ?? textOf(name)?.toLowerCase() ?? "");
    if (model !== undefined) this.#version(row, cells, model);
  }

  #model(row: CsvRow, cells: Cells, identity: string): SupplyRecord | undefined {
    const known = this.#models.get(identity);
    const isVersion = VERSION_FIELDS.some((field) => cells.has(field));
    if (known !== undefined) {
      if (isVersion) return known.record;
      const message = `Row ${known.line} is about the same model. Give each a short name of its own, or a version.`;
      this.#findings.add("error", `${row.line}/${this.#headingFor("name")}`, message);
      return undefined;
    }
    const parts: Parts = new Map();
    for (const [field, { value, heading }] of cells) {
      const place = PLACES[field];
      if (place !== undefined) setPart(parts, place, { value, at: heading });
    }
    const inOperation = cells.get("inOperation");
    if (inOperation?.value === true && !parts.has("fields.stage"))
      setPart(parts, "fields.stage", { value: "operation", at: inOperation.heading, isDerived: true });
    const record = this.#builder.add({
      key: `row ${row.line}`,
      kind: "model",
      identity,
      pointer: `${row.line}/`,
      parts,
      rest: this.#rest(row),
    });
    this.#models.set(identity, { record, line: row.line });
    return record;
  }

  #version(row: CsvRow, cells: Cells, model: SupplyRecord): void {
    if (!VERSION_FIELDS.some((field) => cells.has(field))) return;
    const label = cells.get("versionLabel");
    const parts: Parts = new Map();
    setPart(parts, "name", { value: model.name, at: this.#headingFor("name") });
    if (label === undefined) setPart(parts, "facts.label", { value: "unspecified", isDerived: true });
    else setPart(parts, "facts.label", { value: label.value, at: label.heading });
    const description = cells.get("versionDescription");
    setPart(parts, "description", { value: description?.value, at: description?.heading ?? "" });
    const place = `${model.key} ${textOf(label?.value) ?? ""}`;
    const before = this.#versions.get(place);
    if (before !== undefined) {
      const message = `Row ${before} is about the same version of ${quoted(model.name)}.`;
      this.#findings.add("error", `${row.line}/${label?.heading ?? ""}`, message);
      return;
    }
    this.#versions.set(place, row.line);
    const artifact = artifactOf(cells, model.name);
    setPart(parts, "artifacts", { value: artifact?.value, at: artifact?.heading ?? "" });
    this.#builder.add({
      key: `row ${row.line} version`,
      kind: "model_version",
      parentKey: model.key,
      identity: `${model.sourceKey}@${textOf(label?.value) ?? "unspecified"}`,
      pointer: `${row.line}/`,
      parts,
      rest: this.#rest(row),
    });
  }

  #understand(row: CsvRow): Cells {
    const cells: Cells = new Map();
    for (const [column, field] of this.#mapping.entries()) {
      const text = plainCell(row.cells[column] ?? "");
      if (field === null || text === "") continue;
      const heading = this.#table.headings[column] ?? "";
      const understand = field === "inOperation" ? understandYesNo : UNDERSTAND[field];
      const understood: Understood<JsonValue> = understand?.(text) ?? { value: text };
      if ("value" in understood) cells.set(field, { value: understood.value, heading });
      else {
        const message = `Row ${row.line}, column ${quoted(heading)}: ${quoted(text)} ${understood.refused}.`;
        this.#findings.add("error", `${row.line}/${heading}`, message);
      }
    }
    return cells;
  }

  #headingFor(field: CsvField): string {
    return this.#table.headings[this.#mapping.indexOf(field)] ?? "";
  }

  /** The row by heading; of a heading given twice, and of cells without one, the column's number is added. */
  #rest({ line, cells }: CsvRow): SupplyRest {
    const named = new Map<string, JsonValue>();
    for (const [column, cell] of cells.entries()) {
      const heading = this.#table.headings[column] ?? "";
      const isFree = heading !== "" && !named.has(heading);
      named.set(isFree ? heading : `${heading} (column ${column + 1})`.trim(), cell);
    }
    return { format: "csv", specVersion: "", pointer: `row ${line}`, value: Object.fromEntries(named) };
  }
}

type Cells = Map<CsvField, { value: JsonValue; heading: string }>;

const VERSION_FIELDS = [
  "versionLabel",
  "versionDescription",
  "artifactName",
  "artifactDigest",
  "artifactLocation",
] as const satisfies readonly CsvField[];

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function artifactOf(cells: Cells, modelName: string): { value: JsonValue; heading: string } | undefined {
  const [name, digest, location] = (["artifactName", "artifactDigest", "artifactLocation"] as const).map((field) =>
    cells.get(field),
  );
  const first = digest ?? name ?? location;
  if (first === undefined) return undefined;
  const line = (value: JsonValue | undefined, max: number) =>
    (textOf(value) ?? "")
      .replace(/[\p{Cc}\s]+/gu, " ")
      .slice(0, max)
      .trim();
  const address = line(location?.value, 2000);
  const fileName =
    line(name?.value, 300) ||
    line(
      address
        .replace(/[?#].*$/s, "")
        .split("/")
        .pop(),
      300,
    ) ||
    modelName;
  const artifact = {
    name: fileName,
    mediaType: "application/octet-stream",
    sizeBytes: null,
    digest: textOf(digest?.value) ?? null,
    location: address,
  };
  return { value: [artifact], heading: first.heading };
}
