import { act } from "react";
import { createRoot } from "react-dom/client";
import { expect, it, vi } from "vitest";
import type { CellState, CoverageRow } from "@/lib/graph/engine/coverage.ts";
import { testId } from "@/lib/graph/testing/make.ts";
import { CoverageTable } from "./coverage-table.tsx";

const cell = (state: CellState) => ({ state, suggested: 0, decided: 0 });

function row(targetId: string, spoofing: CellState): CoverageRow {
  const rest = cell("not_applicable");
  return {
    targetId,
    type: "process",
    cells: {
      spoofing: cell(spoofing),
      tampering: cell("decided"),
      repudiation: rest,
      information_disclosure: rest,
      denial_of_service: rest,
      elevation_of_privilege: rest,
    },
  };
}

it("tells in words which cells nobody has looked at, and leads to what they are about", () => {
  const select = vi.fn();
  const rows = [row(testId(1), "nobody_looked"), row(testId(2), "suggested")];
  const container = document.body.appendChild(document.createElement("div"));
  const root = createRoot(container);
  act(() =>
    root.render(
      <CoverageTable rows={rows} nameOf={(id) => (id === testId(1) ? "Gateway" : "Store")} onSelect={select} />,
    ),
  );
  expect(container.querySelector("p")?.textContent).toBe("1 cell nobody has looked at.");
  const [gateway] = container.querySelectorAll("tbody tr");
  expect([...(gateway?.querySelectorAll("td") ?? [])].map(({ textContent }) => textContent)).toEqual([
    "○nobody looked",
    "●decided",
    ...Array.from({ length: 4 }, () => "–does not happen to this"),
  ]);
  act(() => gateway?.querySelector("button")?.click());
  expect(select).toHaveBeenCalledWith(testId(1));
  act(() => root.unmount());
});
