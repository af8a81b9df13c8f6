import { quoted } from "../../import-problem.ts";
import type { JsonObject } from "../../supply-chain/json/parts.ts";
import { isStorable, type TelemetryBody } from "../json/decode-body.ts";
import { invalid, type RecordProblem, unreadable, unsupported } from "../json/problem.ts";
import {
  type DecodedTelemetry,
  type RejectedRecord,
  TELEMETRY_LIMITS,
  type TelemetryReading,
  type TelemetryScore,
} from "../record.ts";
import { booleanOf, numberOf, timeOf } from "./cells.ts";
import { readTable, type Table } from "./read-table.ts";
import { findScores, type ScoreColumns, type ScorePart } from "./score-columns.ts";

export interface NannymlTable {
  readonly body: TelemetryBody;
  readonly encoding: "json" | "csv";
  /** Name of the table of NannyML's database writer that this is; estimates have the same columns as what came true. */
  readonly table?: string;
  /** Method of a frame that names columns alone, such as missing_values_rate. */
  readonly method?: string;
}

type Frame = Pick<TelemetryScore, "at" | "from" | "to">;

const ESTIMATES = new Set(["cbpe_performance_metrics", "dle_performance_metrics"]);
const NO_TIME = "This chunk has no dates. Give NannyML a timestamp_column_name.";
const MOST_SCORES = 500_000;

/**
 * Reads results of NannyML into scores: the flattened frame (`to_df(multilevel=False)`, as CSV or JSON), of which each row is
 * a chunk with many verdicts, or a table of its database writer, of which each row is one. Times without a zone are UTC. Rows
 * of the reference period are `ignored`; a verdict without a value is none. Rejected: rows without times (by index), and
 * columns of unknown methods (by name, once). Unreadable: what is no table, or not one of NannyML's.
 */
export function readNannyml(source: NannymlTable): TelemetryReading {
  const table = readTable(source.body, source.encoding);
  if (!table.ok) return table;
  const { names } = table.decoded;
  if (names.includes("metric_name") && names.includes("value")) return readWriterTable(table.decoded, source);
  if (names.some((name) => name.startsWith("chunk_"))) return readFrame(table.decoded, source);
  return unreadable(
    "unsupported",
    "This is no table of NannyML: it has neither columns chunk_… nor metric_name and value.",
  );
}

function readFrame({ names, rows }: Table, { method }: NannymlTable): TelemetryReading {
  const { scores: columns, unknown } = findScores(names, method ?? null);
  const rejected: RejectedRecord[] = unknown.map((name) => ({
    place: `/${name.slice(0, TELEMETRY_LIMITS.nameLength)}`,
    ...unsupported(`The column ${quoted(name)} holds values of a method that is not known`),
  }));
  const usable = columns.filter(({ feature }) => nameProblem(feature) === null);
  if (rows.length * usable.length > MOST_SCORES) {
    return unreadable("too_large", `The table holds more than ${MOST_SCORES} values.`);
  }
  const scores: TelemetryScore[] = [];
  let ignored = 0;
  for (const [place, row] of rows.entries()) {
    if (row.chunk_period === "reference") {
      ignored += 1;
      continue;
    }
    const frame = frameOf(row, "chunk_start_date", "chunk_end_date");
    if (frame === null) rejected.push({ place, ...invalid(NO_TIME) });
    else for (const each of usable) scores.push(...scoreOf(row, each, frame));
  }
  return answer(scores, rejected, ignored);
}

function scoreOf(row: JsonObject, { feature, method, columns }: ScoreColumns, frame: Frame): TelemetryScore[] {
  const raw = (part: ScorePart) => {
    const name = columns.get(part);
    return name === undefined ? undefined : row[name];
  };
  const cell = (part: ScorePart) => numberOf(raw(part));
  const value = cell("value");
  if (value === undefined) return [];
  const alert = booleanOf(raw("alert"));
  return [
    {
      model: null,
      ...frame,
      tool: "nannyml",
      feature,
      method,
      value,
      alert,
      ...given("lower", cell("lower_confidence_boundary")),
      ...given("upper", cell("upper_confidence_boundary")),
      ...given("lowerLimit", cell("lower_threshold")),
      ...given("upperLimit", cell("upper_threshold")),
    },
  ];
}

function readWriterTable({ rows }: Table, { table = "" }: NannymlTable): TelemetryReading {
  const scores: TelemetryScore[] = [];
  const rejected: RejectedRecord[] = [];
  for (const [place, row] of rows.entries()) {
    const score = writerScore(row, ESTIMATES.has(table) ? " (estimated)" : "");
    if ("message" in score) rejected.push({ place, ...score });
    else scores.push(score);
  }
  return answer(scores, rejected, 0);
}

function writerScore(row: JsonObject, suffix: string): TelemetryScore | RecordProblem {
  const { metric_name: name, column_name: column } = row;
  if (typeof name !== "string" || name === "") return invalid("metric_name must be text");
  const feature = typeof column === "string" && column !== "" ? column : null;
  const problem = nameProblem(name) ?? nameProblem(feature);
  if (problem !== null) return problem;
  const frame = frameOf(row, "start_timestamp", "end_timestamp");
  if (frame === null) return invalid("end_timestamp must be a time");
  const value = numberOf(row.value);
  if (value === undefined) return invalid("value must be a finite number");
  return {
    model: null,
    ...frame,
    tool: "nannyml",
    feature,
    method: `${name}${suffix}`,
    value,
    alert: booleanOf(row.alert),
    ...given("lowerLimit", numberOf(row.lower_threshold)),
    ...given("upperLimit", numberOf(row.upper_threshold)),
  };
}

/** A chunk counts when it ends. */
function frameOf(row: JsonObject, start: string, end: string): Frame | null {
  const from = timeOf(row[start]);
  const to = timeOf(row[end]);
  const at = to ?? from;
  return at === undefined ? null : { at, ...given("from", from), ...given("to", to) };
}

function nameProblem(name: string | null): RecordProblem | null {
  if (name === null) return null;
  if (name.length > TELEMETRY_LIMITS.nameLength) return { code: "too_large", message: "A name is too long" };
  return isStorable(name) ? null : invalid("A name must not hold NUL or half of a character");
}

function given<Name extends string>(name: Name, value: number | undefined): { readonly [Key in Name]?: number } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]?: number });
}

function answer(scores: TelemetryScore[], rejected: RejectedRecord[], ignored: number): TelemetryReading {
  return {
    ok: true,
    decoded: { events: [], measures: [], windows: [], scores, rejected, ignored } satisfies DecodedTelemetry,
  };
}
