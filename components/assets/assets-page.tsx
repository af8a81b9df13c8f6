"use client";

import "@/components/inventory/inventory.css";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import { DataTable } from "@/components/ui/data-table/data-table.tsx";
import { tablePage } from "@/components/ui/data-table/table-page.ts";
import { useListState } from "@/components/ui/data-table/use-list-state.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { assetFacetsQuery, assetListQuery } from "@/lib/inventory/assets/api.ts";
import { nodePlurals } from "@/lib/inventory/assets/rules.ts";
import { ListAssetsInput, type AssetFilters } from "@/lib/inventory/assets/schema.ts";
import { assetColumns, assetRow } from "./asset-columns.tsx";
import { assetFilters } from "./asset-filters.tsx";
import { kindWords, placeOf, withArticle, type ListedKind } from "./kind-words.ts";

function filtersOf({ sort: _sort, cursor: _cursor, limit: _limit, ...filters }: ListAssetsInput): AssetFilters {
  return filters;
}

function Empty({ kind, register }: { kind: ListedKind; register: boolean }) {
  const words = kindWords(kind);
  return (
    <EmptyState
      title={register ? `Register the first ${words.one}` : `No ${words.many} yet`}
      {...(register
        ? {
            action: (
              <Button component={Link} href={`${placeOf(kind)}/new`} leftSection={<IconPlus aria-hidden />}>
                Register {withArticle(kind)}
              </Button>
            ),
          }
        : {})}
    >
      {words.why} For example: {words.example}
    </EmptyState>
  );
}

/** The list of one kind of asset: search, filters as sentences, sort and columns; the address is the state. */
export function AssetsPage({ kind }: { kind: ListedKind }) {
  const [state, onChange] = useListState(ListAssetsInput);
  const value: ListAssetsInput = { ...state, kind };
  const assets = useQuery(assetListQuery(value));
  const facets = useQuery(assetFacetsQuery(filtersOf(value)));
  const register = assets.data?.abilities.register === true;
  const { one, many } = kindWords(kind);
  const shown = { ...value, state: value.state === "active" ? undefined : value.state };
  return (
    <>
      <PageHeader
        title={nodePlurals[kind]}
        breadcrumb={[{ label: "Inventory" }, { label: nodePlurals[kind] }]}
        action={
          register ? (
            <Button component={Link} href={`${placeOf(kind)}/new`} leftSection={<IconPlus aria-hidden />}>
              Register {one}
            </Button>
          ) : undefined
        }
      />
      <div className="mk-page-body">
        <DataTable
          key={kind}
          id={kind}
          noun={[one, many]}
          columns={assetColumns(kind)}
          row={assetRow(kind)}
          page={tablePage(assets)}
          state={{ value: shown, onChange: (change) => onChange(change as Partial<ListAssetsInput>) }}
          tools={{ search: `Search ${many}`, filters: assetFilters(kind, facets.data) }}
          empty={<Empty kind={kind} register={register} />}
        />
      </div>
    </>
  );
}
