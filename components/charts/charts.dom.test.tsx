import { act, useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { click, press, render, unmountAll } from "@/components/ui/testing/render.tsx";
import { DistributionChart } from "./distribution-chart.tsx";
import { HeatMatrix, type HeatPlace } from "./heat-matrix.tsx";
import type { HeatRow } from "./heat-cells.ts";
import { Sparkline } from "./sparkline.tsx";
import { StateStrip } from "./state-strip.tsx";
import { TimeChart } from "./time-chart.tsx";
import { TimeScope } from "./time-scope.tsx";

vi.mock("next/dynamic", async () => {
  const { TimePlot } = await import("./time-plot.tsx");
  return { default: () => TimePlot };
});

vi.setConfig({ testTimeout: 30_000 });
afterEach(unmountAll);

const hour = 3_600_000;
const start = Date.parse("2026-11-20T00:00:00Z");
const columns = [0, 1, 2].map((step) => start + step * hour);
const cell = (level: 0 | 5 | null, words: string) => ({ level, ring: level === 5, words });
const rows: HeatRow[] = ["alpha", "beta"].map((id) => ({
  id,
  label: id,
  cells: [cell(0, "stable"), cell(5, "drifted, 0.31"), cell(null, "not enough data")],
}));

function Matrix({ onSelect }: { onSelect: (place: HeatPlace) => void }) {
  const [selected, setSelected] = useState<HeatPlace | null>({ row: "alpha", at: columns[1]! });
  return (
    <TimeScope from={start} to={start + 3 * hour} zone="UTC">
      <HeatMatrix
        label="Drift"
        rows={rows}
        columns={columns}
        stepMs={hour}
        selected={selected}
        onSelect={(place) => {
          setSelected(place);
          onSelect(place);
        }}
        marks={[]}
      />
    </TimeScope>
  );
}

describe("the matrix", () => {
  it("has one tab stop, moves with arrows, Home, End and pages, stops at the ends and chooses", async () => {
    const onSelect = vi.fn();
    const page = await render(<Matrix onSelect={onSelect} />);
    const stops = () => [...page.querySelectorAll<HTMLButtonElement>("button[tabindex='0']")];
    expect(stops().map((button) => button.getAttribute("aria-label"))).toEqual([
      "alpha, 20 Nov 01:00 to 02:00 UTC: drifted, 0.31",
    ]);
    stops()[0]?.focus();
    const focused = () => document.activeElement?.getAttribute("aria-label");
    await press("ArrowRight");
    expect(focused()).toContain("alpha, 20 Nov 02:00 to 03:00 UTC: not enough data");
    await press("ArrowRight");
    expect(focused()).toContain("02:00 to 03:00");
    await press("ArrowDown");
    await press("Home");
    expect(focused()).toContain("beta, 20 Nov 00:00 to 01:00");
    await press("End");
    await press("PageUp");
    expect(focused()).toContain("alpha, 20 Nov 02:00 to 03:00");
    expect(stops()).toHaveLength(1);
    await click(document.activeElement);
    expect(onSelect).toHaveBeenLastCalledWith({ row: "alpha", at: columns[2] });
    expect(page.querySelectorAll("[aria-pressed='true']")).toHaveLength(1);
  });

  it("shows without colour what is hatched and what has a ring", async () => {
    const page = await render(<Matrix onSelect={() => undefined} />);
    expect(page.querySelectorAll("button[data-level='none']")).toHaveLength(2);
    expect(page.querySelectorAll("button[data-ring]")).toHaveLength(2);
    expect(page.querySelectorAll("[role='row']")).toHaveLength(3);
  });
});

const lines = [
  {
    id: "p95",
    label: "p95",
    points: [
      [start, 40],
      [start + hour, null],
      [start + 2 * hour, 44],
    ] as const,
  },
];

const chart = (
  <TimeScope from={start} to={start + 2 * hour} zone="UTC">
    <TimeChart title="How slow is it?" unit="ms" lines={lines} limit={{ value: 80, label: "limit 80 ms" }} />
  </TimeScope>
);

describe("a chart over time", () => {
  it("draws a gap where nothing was measured, and single points as dots", async () => {
    const page = await render(chart);
    expect(page.querySelectorAll("path.recharts-line-curve, path.recharts-curve").length).toBeGreaterThan(0);
    const path = page.querySelector(".recharts-line path")?.getAttribute("d") ?? "";
    expect(path.match(/M/g)?.length).toBe(2);
    expect(page.querySelectorAll(".mk-time-plot circle")).toHaveLength(2);
  });

  it("shows the same numbers as a table, a gap in words", async () => {
    const page = await render(chart);
    const toggle = [...page.querySelectorAll("button")].find(({ textContent }) => textContent?.startsWith("Table"));
    await click(toggle);
    const cells = [...page.querySelectorAll("tbody tr")].map((row) =>
      [...row.children].map(({ textContent }) => textContent),
    );
    expect(cells).toEqual([
      ["20 Nov 00:00 UTC", "40"],
      ["20 Nov 01:00 UTC", "not enough data"],
      ["20 Nov 02:00 UTC", "44"],
    ]);
    expect(page.querySelector("th + th")?.textContent).toBe("p95, ms");
    expect(toggle?.textContent).toContain("Chart");
  });

  it("moves the crosshair with the arrow keys, in every panel, and says what was there", async () => {
    const page = await render(
      <TimeScope from={start} to={start + 2 * hour} zone="UTC">
        <TimeChart title="One" unit="ms" lines={lines} />
        <TimeChart title="Two" unit="ms" lines={lines} />
      </TimeScope>,
    );
    const slider = page.querySelector<HTMLElement>("[role='slider']");
    slider?.focus();
    await press("ArrowLeft");
    expect(slider?.getAttribute("aria-valuetext")).toBe("20 Nov 02:00 UTC: p95 44 ms");
    await press("ArrowLeft");
    expect(slider?.getAttribute("aria-valuetext")).toBe("20 Nov 01:00 UTC: p95 not enough data");
    expect(page.querySelectorAll(".mk-crosshair-line")).toHaveLength(2);
    await press("Escape");
    expect(page.querySelectorAll(".mk-crosshair-line")).toHaveLength(0);
  });

  it("zooms all panels into the range that was drawn", async () => {
    const onZoom = vi.fn();
    const page = await render(
      <TimeScope from={start} to={start + 2 * hour} zone="UTC" onZoom={onZoom}>
        <TimeChart title="One" unit="ms" lines={lines} />
      </TimeScope>,
    );
    const slider = page.querySelector<HTMLElement>("[role='slider']")!;
    slider.setPointerCapture = () => undefined;
    slider.getBoundingClientRect = () => ({ left: 0, width: 256, top: 0, height: 150 }) as DOMRect;
    const point = (type: string, clientX: number) =>
      act(async () => slider.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX })));
    await point("pointerdown", 96);
    await point("pointermove", 146);
    await point("pointerup", 146);
    expect(onZoom).toHaveBeenCalledWith(start + hour / 2, start + hour);
  });

  it("says that nothing was measured instead of drawing a line at 0", async () => {
    const page = await render(
      <TimeChart title="Cost" unit="€" lines={[{ id: "c", label: "c", points: [[1, null]] }]} />,
    );
    expect(page.textContent).toContain("Nothing was measured in this range.");
    expect(page.querySelector("svg.recharts-surface")).toBeNull();
  });
});

describe("small drawings", () => {
  it("breaks a sparkline at a gap", async () => {
    const page = await render(<Sparkline points={lines[0]!.points} label="p95" />);
    expect(page.querySelectorAll("polyline")).toHaveLength(2);
    expect(page.querySelector("svg")?.getAttribute("role")).toBe("img");
  });

  it("tells a strip in words and as a table", async () => {
    const legend = { good: "Good", open: "Not judged", soon: "Drift", bad: "Alert", silent: "Silent", none: "No data" };
    const page = await render(
      <TimeScope from={start} to={start + 2 * hour} zone="UTC">
        <StateStrip
          title="Health"
          items={[
            { at: start, tone: "good", words: "as usual" },
            { at: start + hour, tone: "silent", words: "nothing came" },
          ]}
          legend={legend}
        />
      </TimeScope>,
    );
    expect(page.querySelector("[role='img']")?.getAttribute("aria-label")).toBe("2 windows: Good 1, Silent 1");
    expect(page.querySelector(".mk-strip-axis")?.textContent).toContain("01:00");
    await click([...page.querySelectorAll("button")].find(({ textContent }) => textContent?.startsWith("Table")));
    expect(page.querySelector("tbody tr + tr")?.textContent).toContain("Silentnothing came");
  });

  it("draws the reference as an outline over bars, with both medians, and categories as rows", async () => {
    const words = { name: "score", current: "02:00", reference: "reference" };
    const bar = (from: number, current: number) => ({ label: `${from}`, from, to: from + 1, reference: 0.5, current });
    const page = await render(
      <>
        <DistributionChart
          title="Bins"
          bars={[bar(0, 0.2), bar(1, 0.8)]}
          words={words}
          medians={{ reference: 0.5, current: 1.5 }}
        />
        <DistributionChart
          title="Names"
          bars={[{ label: "eu", from: null, to: null, reference: 0.5, current: 1 }]}
          words={words}
          medians={{ reference: null, current: null }}
        />
      </>,
    );
    const [bins, names] = [...page.querySelectorAll("svg[data-drawing]")];
    expect(bins?.querySelectorAll("rect")).toHaveLength(2);
    expect(bins?.querySelectorAll("path")).toHaveLength(1);
    expect(bins?.querySelectorAll(".mk-median")).toHaveLength(2);
    expect(names?.textContent).toContain("100 %");
  });
});
