"use client";

import "./charts.css";
import { ActionIcon, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import { saveFile } from "@/components/inventory/save-file.ts";
import { toastProblem } from "@/components/ui/toast.tsx";
import { numberWords } from "./chart-number.ts";
import { chartCsv, type ChartCell, type ChartTable } from "./chart-table.ts";
import { drawPng } from "./picture.ts";

const MOST_ROWS = 500;

function cellText(cell: ChartCell): ReactNode {
  if (cell === null) return <span className="mk-3">not enough data</span>;
  return typeof cell === "number" ? numberWords(cell) : cell;
}

const scrollable = { tabIndex: 0, role: "region" };

function TableView({ table, title }: { table: ChartTable; title: string }) {
  const shown = table.rows.slice(-MOST_ROWS);
  return (
    <div className="mk-chart-table" {...scrollable} aria-label={`${title}, table`}>
      <table>
        <thead>
          <tr>
            {table.columns.map((column, place) => (
              <th key={column} scope="col" data-numeric={typeof shown[0]?.[place] === "number" || undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, line) => (
            <tr key={`${String(row[0])} ${line}`}>
              {row.map((cell, place) => (
                <td key={table.columns[place]} data-numeric={typeof cell === "number" || undefined}>
                  {cellText(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.rows.length === 0 ? <p className="mk-3">Nothing was measured here.</p> : null}
      {shown.length < table.rows.length ? (
        <p className="mk-3">
          The newest {MOST_ROWS} rows; the file holds all {numberWords(table.rows.length)}.
        </p>
      ) : null}
    </div>
  );
}

interface ChartFrameProps {
  /** Says the question or the finding. */
  title: string;
  note?: ReactNode;
  table: () => ChartTable;
  /** A drawing of its own for the picture, when what is on the page is no drawing. */
  picture?: () => SVGSVGElement;
  /** What stands under the head in both views: a legend, a reading. */
  legend?: ReactNode;
  heading?: "h2" | "h3";
  children: ReactNode;
}

function fileName(title: string): string {
  return (
    title
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "") || "chart"
  );
}

interface ExportMenuProps {
  title: string;
  table: () => ChartTable;
  drawing: () => SVGSVGElement | null;
}

function ExportMenu({ title, table, drawing }: ExportMenuProps) {
  const name = fileName(title);
  const saveTable = () => saveFile({ name: `${name}.csv`, blob: new Blob([chartCsv(table())], { type: "text/csv" }) });
  const savePicture = () => {
    const svg = drawing();
    if (svg === null) return;
    drawPng(svg, title)
      .then((blob) => saveFile({ name: `${name}.png`, blob }))
      .catch(toastProblem);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" size="sm" aria-label={`Export ${title}`}>
          <IconDownload aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={savePicture}>Picture (PNG)</Menu.Item>
        <Menu.Item onClick={saveTable}>Table (CSV)</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** A chart with what every chart owes: its question as heading, the same numbers as a table, and both as files. */
export function ChartFrame({
  title,
  note,
  table,
  picture,
  legend,
  heading: Heading = "h3",
  children,
}: ChartFrameProps) {
  const [asTable, setAsTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const id = useId();
  const drawing = () =>
    picture?.() ?? body.current?.querySelector<SVGSVGElement>("svg.recharts-surface, svg[data-drawing]") ?? null;
  return (
    <section className="mk-chart" aria-labelledby={id}>
      <div className="mk-chart-head">
        <Heading id={id}>{title}</Heading>
        {note === undefined ? null : <span className="mk-chart-note">{note}</span>}
        <span className="mk-chart-tools">
          <button type="button" className="mk-link" onClick={() => setAsTable(!asTable)}>
            {asTable ? "Chart" : "Table"}
            <span className="mk-visually-hidden"> of {title}</span>
          </button>
          <ExportMenu title={title} table={table} drawing={drawing} />
        </span>
      </div>
      {legend}
      <div ref={body} hidden={asTable}>
        {children}
      </div>
      {asTable ? <TableView table={table()} title={title} /> : null}
    </section>
  );
}
