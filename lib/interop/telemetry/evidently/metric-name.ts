import { type JsonObject, objectOf, textOf } from "../../supply-chain/json/parts.ts";

/** The name of a metric and its arguments, from `config` where it is given, else from `ValueDrift(column=age,method=psi)`. */
export interface MetricName {
  readonly kind: string;
  readonly column: string | null;
  readonly method: string | null;
  readonly threshold: number | null;
  /** Share of columns from which the whole set counts as drifted. */
  readonly driftShare: number | null;
}

/** Reads the name of a metric of a report of Evidently 0.7 or later; null when it has none. */
export function metricNameOf(metric: JsonObject): MetricName | null {
  const name = textOf(metric.metric_name) ?? textOf(metric.metric_id);
  const config = objectOf(metric.config);
  const kind = kindOf(name) ?? textOf(config.type)?.split(":").at(-1);
  if (kind === undefined) return null;
  const said = argumentsOf(name ?? "");
  return {
    kind,
    column: textOf(config.column) ?? said.get("column") ?? null,
    method: textOf(config.method) ?? said.get("method") ?? null,
    threshold: numberOf(config.threshold, said.get("threshold")),
    driftShare: numberOf(config.drift_share, said.get("drift_share")),
  };
}

function kindOf(name: string | undefined): string | undefined {
  const open = name?.indexOf("(") ?? -1;
  const kind = open === -1 ? name : name?.slice(0, open);
  return kind === "" ? undefined : kind;
}

/** What stands between the first bracket and the last, cut at commas before which a name and "=" follow. */
function argumentsOf(name: string): Map<string, string> {
  const inner = name.slice(name.indexOf("(") + 1, name.endsWith(")") ? -1 : undefined);
  const parts = inner.slice(0, 2_000).split(/,(?=[a-z_]+=)/);
  return new Map(
    parts.flatMap((part): [string, string][] => {
      const equals = part.indexOf("=");
      return equals <= 0 ? [] : [[part.slice(0, equals), part.slice(equals + 1)]];
    }),
  );
}

function numberOf(value: unknown, text: string | undefined): number | null {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  const number = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}
