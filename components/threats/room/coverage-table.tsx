import { strideLabels } from "@/lib/threats/register/rules.ts";
import type { CellState, CoverageRow } from "@/lib/graph/engine/coverage.ts";

type Letter = keyof typeof strideLabels;
const letters = Object.keys(strideLabels) as Letter[];

const words: Record<CellState, string> = {
  decided: "decided",
  suggested: "waits for a decision",
  nobody_looked: "nobody looked",
  not_applicable: "does not happen to this",
};

/** Shapes that tell the states apart without colour. */
const shapes: Record<CellState, string> = { decided: "●", suggested: "◐", nobody_looked: "○", not_applicable: "–" };

interface CoverageTableProps {
  rows: readonly CoverageRow[];
  nameOf: (id: string) => string;
  onSelect: (id: string) => void;
}

/** STRIDE per element: which cells were decided, which wait, and which nobody has looked at. */
export function CoverageTable({ rows, nameOf, onSelect }: CoverageTableProps) {
  const open = rows.reduce(
    (sum, { cells }) => sum + letters.filter((letter) => cells[letter].state === "nobody_looked").length,
    0,
  );
  return (
    <div className="mk-coverage">
      <p className="mk-3">
        {open === 0
          ? "Every cell was looked at or has a suggestion."
          : `${open === 1 ? "1 cell" : `${open} cells`} nobody has looked at.`}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">About</th>
            {letters.map((letter) => (
              <th key={letter} scope="col">
                <abbr title={strideLabels[letter]}>{strideLabels[letter].charAt(0)}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ targetId, cells }) => (
            <tr key={targetId}>
              <th scope="row">
                <button type="button" className="mk-panel-link" onClick={() => onSelect(targetId)}>
                  {nameOf(targetId)}
                </button>
              </th>
              {letters.map((letter) => {
                const { state } = cells[letter];
                return (
                  <td key={letter} data-state={state} title={`${strideLabels[letter]}: ${words[state]}`}>
                    <span aria-hidden>{shapes[state]}</span>
                    <span className="mk-visually-hidden">{words[state]}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mk-3">● decided · ◐ waits · ○ nobody looked · – does not happen to this</p>
    </div>
  );
}
