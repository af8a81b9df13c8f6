import type { Reader } from "../../kernel/query.ts";
import type { SeriesKind } from "../rules.ts";
import { NO_VERSION } from "../rules.ts";
import type { Series } from "../schema.ts";

export type SeriesRow = {
  id: string;
  versionId: string;
  kind: SeriesKind;
  name: string;
  unit: string;
};

/** What a model was ever measured by, by version. */
export async function readSeriesRows(db: Reader, orgId: string, modelId: string): Promise<SeriesRow[]> {
  return db.$queryRawUnsafe<SeriesRow[]>(
    `select id::text as id, version_id::text as "versionId", kind, name, unit from telemetry_series
     where org_id = $1::uuid and model_id = $2::uuid order by kind, name, version_id limit 20000`,
    orgId,
    modelId,
  );
}

/** The versions whose series there are, by the label that people know; without those that were not stated. */
export async function readVersions(
  db: Reader,
  orgId: string,
  series: readonly SeriesRow[],
): Promise<{ id: string; label: string }[]> {
  const ids = [...new Set(series.map(({ versionId }) => versionId))].filter((id) => id !== NO_VERSION);
  if (ids.length === 0) return [];
  const rows = await db.modelVersion.findMany({
    where: { orgId, id: { in: ids } },
    select: { id: true, label: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows;
}

/** The series of one version (by label or id), or all of them. */
export function ofVersion(
  series: readonly SeriesRow[],
  versions: readonly { id: string; label: string }[],
  wanted: string | null,
): SeriesRow[] {
  if (wanted === null || wanted === "") return [...series];
  const found = versions.find(({ id, label }) => id === wanted || label === wanted);
  return found === undefined ? [] : series.filter(({ versionId }) => versionId === found.id);
}

const trafficLines: readonly Series[] = [
  { id: "traffic:requests", kind: "traffic", type: "count", name: "requests", label: "Requests", unit: "per hour" },
  { id: "traffic:errors", kind: "traffic", type: "count", name: "errors", label: "Errors", unit: "%" },
  { id: "traffic:refused", kind: "traffic", type: "count", name: "refused", label: "Refusals", unit: "%" },
  {
    id: "traffic:injections",
    kind: "traffic",
    type: "count",
    name: "injections",
    label: "Injection attempts",
    unit: "%",
  },
  {
    id: "traffic:leaks",
    kind: "traffic",
    type: "count",
    name: "leaks",
    label: "Leaks of personal data and secrets",
    unit: "%",
  },
  {
    id: "traffic:planted",
    kind: "traffic",
    type: "count",
    name: "planted",
    label: "Planted values that came out",
    unit: "",
  },
  {
    id: "traffic:accuracy",
    kind: "traffic",
    type: "count",
    name: "accuracy",
    label: "Accuracy where the truth is known",
    unit: "%",
  },
];

const labels: Record<string, string> = {
  latency: "Latency",
  confidence: "Confidence",
  margin: "Margin between the two likeliest",
  "input tokens": "Tokens in",
  "output tokens": "Tokens out",
  cost: "Cost of a request",
  "out-of-distribution score": "Distance from the training data",
};

/** Series as people choose from them: one for each name, whatever the version. */
export function seriesChoices(rows: readonly SeriesRow[]): Series[] {
  const found = new Map<string, Series>();
  if (rows.some(({ kind }) => kind === "traffic")) for (const line of trafficLines) found.set(line.id, line);
  for (const { kind, name, unit } of rows) {
    if (kind !== "feature" && kind !== "output" && kind !== "measure") continue;
    const id = `${kind}:${name}`;
    const label = kind === "output" ? "Prediction" : kind === "measure" ? (labels[name] ?? name) : name;
    found.set(id, { id, kind, type: "number", name, label, unit });
  }
  return [...found.values()];
}
