"use client";

import "./data-table.css";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { NothingMatches } from "../nothing-matches.tsx";
import { ProblemPanel } from "../problem-panel.tsx";
import { Bone } from "../skeletons.tsx";
import { FilterBar, valuesOf } from "./filter-bar.tsx";
import { HeaderRow } from "./header-row.tsx";
import { Pager, countWords } from "./pager.tsx";
import { TableRow } from "./row.tsx";
import { SearchField } from "./search-field.tsx";
import { ColumnMenu, ExportMenu } from "./table-menu.tsx";
import { useTableSettings } from "./table-settings.ts";
import { tableRoles } from "./table-roles.ts";
import type { Column, ListValues, RowRules, TablePage, TableTools } from "./types.ts";
import { useRowKeys } from "./use-row-keys.ts";

export interface DataTableProps<Row> {
  /** Stable name such as "models": the choice of columns and density is remembered under it. */
  id: string;
  /** [one, many], lower case: ["model", "models"]. */
  noun: readonly [one: string, many: string];
  columns: readonly Column<Row>[];
  row: RowRules<Row>;
  page: TablePage<Row>;
  /** From `useListState`: the address is the state. */
  state: { value: ListValues; onChange: (change: ListValues) => void };
  tools?: TableTools;
  /** An EmptyState for "nothing was made yet"; "nothing matches" is the table's own. */
  empty: ReactNode;
}

const waitingRows = 8;

function isFiltered(tools: TableTools | undefined, state: ListValues): boolean {
  const searched = state.q !== undefined && state.q !== "";
  return searched || (tools?.filters ?? []).some((filter) => valuesOf(filter, state).length > 0);
}

function WaitingRows<Row>({ columns, choosing }: { columns: readonly Column<Row>[]; choosing: boolean }) {
  return Array.from({ length: waitingRows }, (_, row) => (
    <tr key={row} {...tableRoles.row}>
      {choosing ? <td {...tableRoles.cell} className="mk-table-choose" /> : null}
      {columns.map((column, index) => (
        <td key={column.id} {...tableRoles.cell} data-first={index === 0 || undefined}>
          <Bone width={`${index === 0 ? 60 - ((row * 7) % 25) : 40 + ((row * 13 + index * 17) % 40)}%`} height={10} />
        </td>
      ))}
    </tr>
  ));
}

/** The chosen rows, kept only while they are on the page. */
function useChoice(rowIds: readonly string[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const present = rowIds.filter((id) => chosen.has(id));
  const toggle = (id: string) => {
    const next = new Set(present);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const all = rowIds.length > 0 && present.length === rowIds.length;
  return {
    present,
    toggle,
    clear: () => setChosen(new Set()),
    header: { all, some: present.length > 0, onAll: () => setChosen(new Set(all ? [] : rowIds)) },
  };
}

/** A list that the server pages, sorts and filters, with the address as its state. */
export function DataTable<Row>({ id, noun, columns, row, page, state, tools, empty }: DataTableProps<Row>) {
  const [settings, changeSettings] = useTableSettings(id);
  const table = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const rows = page.rows ?? [];
  const choice = useChoice(rows.map(row.id));
  const choosing = tools?.bulk !== undefined;
  useRowKeys({ table, search, onChoose: choosing ? choice.toggle : undefined });

  const isShown = (column: Column<Row>) => settings.columns[column.id] ?? column.hidden !== true;
  const shown = columns.filter((column, index) => index === 0 || isShown(column));
  const filtered = isFiltered(tools, state.value);
  const waiting = page.rows === undefined && page.error === undefined;
  const nothing = page.rows?.length === 0;
  const clear = () => {
    const cleared: ListValues = { q: undefined };
    for (const filter of tools?.filters ?? []) cleared[filter.id] = undefined;
    state.onChange(cleared);
  };
  if (nothing && !filtered && state.value.cursor === undefined && page.error === undefined) return empty;

  return (
    <div>
      <div className="mk-table-tools" role="toolbar" aria-label={`Tools for ${noun[1]}`}>
        {tools?.search === undefined ? null : (
          <SearchField
            label={tools.search}
            value={state.value.q ?? ""}
            onSearch={(q) => state.onChange({ q: q === "" ? undefined : q })}
            inputRef={search}
          />
        )}
        <FilterBar filters={tools?.filters ?? []} state={state.value} onChange={state.onChange} />
        <div className="mk-table-tools-end">
          <ColumnMenu
            columns={columns.map((each, index) => ({
              id: each.id,
              label: each.label,
              shown: index === 0 || isShown(each),
              fixed: index === 0,
            }))}
            density={settings.density}
            onColumn={(columnId, on) => changeSettings({ columns: { ...settings.columns, [columnId]: on } })}
            onDensity={(density) => changeSettings({ density })}
          />
          {tools?.exports === undefined ? null : <ExportMenu exports={tools.exports} />}
        </div>
      </div>
      {choosing && choice.present.length > 0 ? (
        <div className="mk-table-bulk" role="status">
          {countWords(choice.present.length, undefined, noun)} selected
          {tools.bulk?.(choice.present, choice.clear)}
          <button type="button" className="mk-clear" onClick={choice.clear}>
            Clear
          </button>
        </div>
      ) : null}
      <div className="mk-table-wrap" ref={table}>
        {page.error !== undefined && page.error !== null ? (
          <div className="mk-table-message">
            <ProblemPanel error={page.error} {...(page.onRetry === undefined ? {} : { onRetry: page.onRetry })} />
          </div>
        ) : nothing ? (
          <div className="mk-table-message">
            <NothingMatches things={noun[1]} onClear={clear} />
          </div>
        ) : (
          <table
            className="mk-table"
            {...tableRoles.table}
            aria-label={noun[1]}
            aria-busy={waiting || page.refreshing === true}
            data-density={settings.density}
            data-refreshing={page.refreshing || undefined}
          >
            <thead {...tableRoles.group}>
              <HeaderRow
                columns={shown}
                sort={state.value.sort}
                onSort={(sort) => state.onChange({ sort })}
                choosing={choosing ? choice.header : undefined}
              />
            </thead>
            <tbody {...tableRoles.group}>
              {waiting ? (
                <WaitingRows columns={shown} choosing={choosing} />
              ) : (
                rows.map((each) => (
                  <TableRow
                    key={row.id(each)}
                    row={each}
                    rules={row}
                    columns={shown}
                    chosen={choice.present.includes(row.id(each))}
                    onChoose={choosing ? choice.toggle : undefined}
                  />
                ))
              )}
            </tbody>
          </table>
        )}
      </div>
      {rows.length === 0 ? null : (
        <Pager
          shown={rows.length}
          total={page.total}
          noun={noun}
          cursor={state.value.cursor}
          nextCursor={page.nextCursor}
          onCursor={(cursor) => state.onChange({ cursor })}
        />
      )}
    </div>
  );
}
