import { CodeBlock } from "@/components/ui/code-block.tsx";
import type { CardEvaluation, CardMetric, ModelCardDraft } from "@/lib/interop/model-card/schema.ts";

function metricValue(metric: CardMetric): string {
  if (metric.value === undefined) return "not stated";
  return typeof metric.value === "object" ? JSON.stringify(metric.value) : String(metric.value);
}

const words = (...parts: readonly (string | undefined)[]) =>
  parts.filter((part) => part !== undefined && part !== "").join(", ");

function Rows({ evaluation }: { evaluation: CardEvaluation }) {
  const { dataset, task, metrics } = evaluation;
  return metrics.map((metric, index) => (
    <tr key={index}>
      <td>{metric.name ?? metric.type ?? "unnamed"}</td>
      <td data-numeric>{metricValue(metric)}</td>
      <td>{words(dataset?.name ?? dataset?.type, dataset?.config, dataset?.split)}</td>
      <td>{task?.name ?? task?.type ?? ""}</td>
      <td>{metric.verified === true ? "The card says verified" : "The card's own"}</td>
    </tr>
  ));
}

/** What the card says was measured, one line a value. Nothing here checks it. */
export function EvaluationTable({ evaluations }: { evaluations: readonly CardEvaluation[] }) {
  return (
    <div className="mk-md-table">
      <table className="mk-plain-table" style={{ width: "100%" }}>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col" data-numeric>
              Value
            </th>
            <th scope="col">Data</th>
            <th scope="col">Task</th>
            <th scope="col">Claim</th>
          </tr>
        </thead>
        <tbody>
          {evaluations.map((evaluation, index) => (
            <Rows key={index} evaluation={evaluation} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Fields of the front matter that no field of the record takes, as they were stated. */
export function UnknownFields({ unknown }: { unknown: ModelCardDraft["unknown"] }) {
  const fields = Object.fromEntries(unknown.map(({ pointer, value }) => [pointer.slice(1), value]));
  return (
    <CodeBlock
      title={`${unknown.length} ${unknown.length === 1 ? "field" : "fields"}`}
      code={JSON.stringify(fields, null, 2)}
      wrap
      maxHeight={320}
    />
  );
}
