"use client";

import "./register.css";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { saveFile } from "@/components/inventory/save-file.ts";
import { DataTable } from "@/components/ui/data-table/data-table.tsx";
import { tablePage } from "@/components/ui/data-table/table-page.ts";
import type { Filter } from "@/components/ui/data-table/types.ts";
import { useListState } from "@/components/ui/data-table/use-list-state.ts";
import { toastProblem } from "@/components/ui/toast.tsx";
import { exportThreats, threatFacetsQuery, threatsQuery } from "@/lib/threats/register/api.ts";
import { ListThreatsInput, type ThreatFacetsDto } from "@/lib/threats/register/schema.ts";
import { AddThreat } from "./add-threat.tsx";
import { threatColumns, threatRow } from "./threat-columns.tsx";

type Choice = { value: string; label: string; count: number };

const options = (facet: readonly Choice[] | undefined, keepEmpty = false) =>
  (facet ?? [])
    .filter(({ count }) => keepEmpty || count > 0)
    .map(({ value, label, count }) => ({ value, label: `${label} (${count.toLocaleString("en-GB")})` }));

function filtersOf(facets: ThreatFacetsDto | undefined, within: boolean): Filter[] {
  return [
    { id: "state", label: "State", options: options(facets?.state, true) },
    { id: "severity", label: "Severity", multiple: true, options: options(facets?.severity, true) },
    { id: "owner", label: "Owner", options: [{ value: "me", label: "Me" }, ...options(facets?.owner)] },
    { id: "due", label: "Due", options: options(facets?.due, true) },
    { id: "tactic", label: "ATLAS tactic", multiple: true, options: options(facets?.tactic) },
    { id: "stride", label: "STRIDE", multiple: true, options: options(facets?.stride) },
    ...(within ? [] : [{ id: "threatModel", label: "Threat model", options: options(facets?.threatModel) }]),
  ];
}

/** The register, or the part of it that belongs to one threat model. */
export function ThreatList({ threatModel, empty }: { threatModel?: string; empty: ReactNode }) {
  const [state, onChange] = useListState(ListThreatsInput);
  const input = threatModel === undefined ? state : { ...state, threatModel };
  const { cursor: _cursor, limit: _limit, sort: _sort, ...filters } = input;
  const list = useQuery(threatsQuery(input));
  const facets = useQuery(threatFacetsQuery(filters));
  const shown = { ...state, state: state.state === "open" ? undefined : state.state };
  const within = threatModel !== undefined;
  const download = () => void exportThreats(filters).then(saveFile, toastProblem);
  return (
    <>
      <DataTable
        id={within ? "threats-of-model" : "threats"}
        noun={state.state === "open" ? ["open threat", "open threats"] : ["threat", "threats"]}
        columns={threatColumns(within)}
        row={threatRow}
        page={tablePage(list)}
        state={{ value: shown, onChange: (change) => onChange(change as Partial<ListThreatsInput>) }}
        tools={{ search: "Search threats", filters: filtersOf(facets.data, within) }}
        empty={empty}
      />
      <div className="mk-threat-export">
        {threatModel === undefined ? null : <AddThreat threatModel={threatModel} />}
        {list.data === undefined || list.data.total === 0 ? null : (
          <Button variant="default" size="xs" leftSection={<IconDownload aria-hidden />} onClick={download}>
            Export these threats as CSV
          </Button>
        )}
      </div>
    </>
  );
}
