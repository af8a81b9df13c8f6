"use client";

import Link from "next/link";
import { sensitivityLabels, stageLabels } from "@/lib/inventory/rules.ts";
import type { Overview } from "@/lib/overview/schema.ts";

type Stage = keyof typeof stageLabels;
type Sensitivity = keyof typeof sensitivityLabels;

const stages = Object.keys(stageLabels) as Stage[];
const sensitivities = (Object.keys(sensitivityLabels) as Sensitivity[]).reverse();
const short: Record<Stage, string> = {
  design: "Design",
  data_sourcing: "Data",
  training: "Train",
  validation: "Validate",
  deployment: "Deploy",
  operation: "Operate",
  retirement: "Retire",
};

/** Which of the seven steps of the single-hue scale a count gets, relative to the largest: 0 stays on the ground. */
function shade(count: number, largest: number): number {
  if (count === 0) return 0;
  return Math.min(6, 1 + Math.floor((5 * count) / Math.max(largest, 5)));
}

/** How many models stand where in their life, by sensitivity; each cell opens the list behind it. */
export function ModelMatrix({ cells }: { cells: Overview["matrix"] }) {
  const of = (sensitivity: string, stage: string): number =>
    cells.find((cell) => cell.sensitivity === sensitivity && cell.stage === stage)?.count ?? 0;
  const largest = Math.max(0, ...cells.map((cell) => cell.count));
  return (
    <div className="mk-matrix-scroll">
      <table className="mk-matrix">
        <thead>
          <tr>
            <td />
            {stages.map((stage) => (
              <th key={stage} scope="col">
                <abbr title={stageLabels[stage]}>{short[stage]}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sensitivities.map((sensitivity) => (
            <tr key={sensitivity}>
              <th scope="row">{sensitivityLabels[sensitivity]}</th>
              {stages.map((stage) => {
                const count = of(sensitivity, stage);
                const href = `/models?sensitivity=${sensitivity}&stage=${stage}`;
                return (
                  <td key={stage} data-shade={shade(count, largest)}>
                    {count === 0 ? (
                      <span>0</span>
                    ) : (
                      <Link href={href} prefetch={false}>
                        {count}
                      </Link>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
