"use client";

import "./inventory.css";
import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconDownload, IconFileImport, IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import { useMemo } from "react";
import { DataTable } from "@/components/ui/data-table/data-table.tsx";
import { tablePage } from "@/components/ui/data-table/table-page.ts";
import { useListState } from "@/components/ui/data-table/use-list-state.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { exportModels, modelFacetsQuery, modelListQuery } from "@/lib/inventory/api.ts";
import { ListModelsInput, type ModelFilters, type ModelListDto } from "@/lib/inventory/schema.ts";
import { gateStatesQuery } from "@/lib/lifecycle/api.ts";
import type { GateStateDto } from "@/lib/lifecycle/schema.ts";
import { modelColumns, modelRow, type GatesOfModels } from "./model-columns.tsx";
import { modelFilters } from "./model-filters.tsx";
import { saveFile } from "./save-file.ts";

function filtersOf({ sort: _sort, cursor: _cursor, limit: _limit, ...filters }: ListModelsInput): ModelFilters {
  return filters;
}

function ExportItems({ filters, total }: { filters: ModelFilters; total: number }) {
  const take = async (format: "csv" | "json") => {
    try {
      saveFile(await exportModels({ ...filters, format }));
      toastDone({
        message: `${total.toLocaleString("en-GB")} ${total === 1 ? "model" : "models"} exported. The trail has an entry of it.`,
      });
    } catch (error) {
      toastProblem(error);
    }
  };
  return (
    <>
      <Menu.Label>Export this list</Menu.Label>
      <Menu.Item leftSection={<IconDownload aria-hidden />} onClick={() => void take("csv")}>
        As CSV, for spreadsheets
      </Menu.Item>
      <Menu.Item leftSection={<IconDownload aria-hidden />} onClick={() => void take("json")}>
        As JSON, for programs
      </Menu.Item>
    </>
  );
}

function Empty({ abilities }: { abilities: ModelListDto["abilities"] | undefined }) {
  if (abilities?.register !== true) {
    return (
      <EmptyState title="No models yet">
        Models that your organization builds, buys or uses will be listed here once somebody registers them.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Start with one model"
      action={
        <Button component={Link} href="/models/import" leftSection={<IconFileImport aria-hidden />}>
          Import a model card
        </Button>
      }
      more={
        <Button component={Link} href="/models/new" variant="default">
          Register by hand
        </Button>
      }
    >
      The inventory answers which models you run, who answers for them and how sensitive they are. A Hugging Face model
      card fills most of a record; you review it before it is saved.
    </EmptyState>
  );
}

/** Of several versions in use the one without a valid gate speaks for the model. */
function gatesOf(states: readonly GateStateDto[]): GatesOfModels {
  const wrong = states.filter(({ gateState }) => gateState === "operating_without_valid_gate");
  return new Map([...states.toReversed(), ...wrong].map((state) => [state.modelId, state]));
}

/** The inventory: search, filters as sentences, sort, columns, export; the address is the state. */
export function ModelsPage() {
  const [value, onChange] = useListState(ListModelsInput);
  const models = useQuery(modelListQuery(value));
  const facets = useQuery(modelFacetsQuery(filtersOf(value)));
  const gates = useQuery(gateStatesQuery({ models: models.data?.items.map(({ id }) => id) ?? [] }));
  const columns = useMemo(() => modelColumns(gatesOf(gates.data?.items ?? [])), [gates.data]);
  const abilities = models.data?.abilities;
  const shown = { ...value, state: value.state === "active" ? undefined : value.state };
  return (
    <>
      <PageHeader
        title="Models"
        breadcrumb={[{ label: "Inventory" }, { label: "Models" }]}
        action={
          abilities?.register === true ? (
            <>
              <Button
                component={Link}
                href="/models/import"
                variant="default"
                leftSection={<IconFileImport aria-hidden />}
              >
                Import
              </Button>
              <Button component={Link} href="/models/board" variant="default">
                By stage
              </Button>
              <Button component={Link} href="/models/new" leftSection={<IconPlus aria-hidden />}>
                Register model
              </Button>
            </>
          ) : undefined
        }
        {...(abilities?.export === true
          ? { menu: <ExportItems filters={filtersOf(value)} total={models.data?.total ?? 0} /> }
          : {})}
      />
      <div className="mk-page-body">
        <DataTable
          id="models"
          noun={["model", "models"]}
          columns={columns}
          row={modelRow}
          page={tablePage(models)}
          state={{ value: shown, onChange: (change) => onChange(change as Partial<ListModelsInput>) }}
          tools={{ search: "Search models", filters: modelFilters(facets.data) }}
          empty={<Empty abilities={abilities} />}
        />
      </div>
    </>
  );
}
