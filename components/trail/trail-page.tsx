"use client";

import "./trail-page.css";
import "@/components/ui/data-table/data-table.css";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { FilterBar } from "@/components/ui/data-table/filter-bar.tsx";
import { Pager } from "@/components/ui/data-table/pager.tsx";
import type { ListValues } from "@/components/ui/data-table/types.ts";
import { useListState } from "@/components/ui/data-table/use-list-state.ts";
import { useRowKeys } from "@/components/ui/data-table/use-row-keys.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { NothingMatches } from "@/components/ui/nothing-matches.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { useNow } from "@/components/ui/use-now.ts";
import { entriesQuery, trailFacetsQuery } from "@/lib/trail/api.ts";
import type { Names } from "@/lib/trail/rules.ts";
import { ListEntriesInput, type TrailEntry } from "@/lib/trail/schema.ts";
import { byDay } from "./entry-time.ts";
import { EntryRow } from "./entry-row.tsx";
import { ExportItems } from "./export-items.tsx";
import { FindField } from "./find-field.tsx";
import { ReaderWitnessNote } from "./reader-witness-note.tsx";
import { trailFilters } from "./trail-filters.ts";
import { TrailTabs } from "./trail-tabs.tsx";
import { WhenFilter } from "./when-filter.tsx";

const NOUN = ["entry", "entries"] as const;

function Days({ items, names }: { items: readonly TrailEntry[]; names: Names }) {
  const zone = useNow() === null ? "UTC" : undefined;
  return byDay(items, zone).map(({ day, items: entries }) => (
    <section key={`${day} ${entries[0]?.uuid ?? ""}`} className="mk-trail-day">
      <h2>
        {day}
        {zone === undefined ? null : <span className="mk-3"> UTC</span>}
      </h2>
      <ol>
        {entries.map((entry) => (
          <EntryRow key={entry.uuid} entry={entry} names={names} zone={zone} />
        ))}
      </ol>
    </section>
  ));
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) return <NothingMatches things="entries" onClear={onClear} />;
  return (
    <EmptyState title="Nothing has happened yet">
      Everything that anybody changes in Modelkeep leaves an entry here, in the same moment and for good.
    </EmptyState>
  );
}

/** The trail as people read it: who did what to which thing when. */
export function TrailPage() {
  const [state, change] = useListState(ListEntriesInput);
  const entries = useQuery(entriesQuery(state));
  const facets = useQuery(trailFacetsQuery());
  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useRowKeys({ table: list, search, onChoose: undefined });
  const { cursor: _cursor, limit: _limit, ...filters } = state;
  const filtered = Object.values(filters).some((value) => value !== undefined);
  const items = entries.data?.items;
  const set = (patch: ListValues) => change(patch);
  const clear = () =>
    set({
      actor: undefined,
      action: undefined,
      entityType: undefined,
      entityId: undefined,
      from: undefined,
      to: undefined,
    });
  return (
    <>
      <PageHeader
        title="Audit trail"
        subtitle="Who did what to which thing, and when. Every entry is committed together with its change and sealed into a log that outsiders can verify."
        menu={<ExportItems filters={filters} />}
      />
      <TrailTabs />
      <div className="mk-page-body">
        <ReaderWitnessNote />
        <div className="mk-table-tools" role="toolbar" aria-label="Tools for entries">
          <FindField inputRef={search} />
          <FilterBar filters={trailFilters(facets.data, state, items)} state={state} onChange={set} />
          <WhenFilter from={state.from} to={state.to} onChange={change} />
        </div>
        <div ref={list} aria-busy={entries.isPlaceholderData || undefined}>
          {entries.isError ? <ProblemPanel error={entries.error} onRetry={() => void entries.refetch()} /> : null}
          {items === undefined && !entries.isError ? <TextSkeleton lines={10} /> : null}
          {items?.length === 0 ? <Nothing filtered={filtered} onClear={clear} /> : null}
          {items === undefined ? null : <Days items={items} names={facets.data?.names ?? {}} />}
        </div>
        {items === undefined || items.length === 0 ? null : (
          <Pager
            shown={items.length}
            total={undefined}
            noun={NOUN}
            cursor={state.cursor}
            nextCursor={entries.data?.nextCursor}
            onCursor={(cursor) => change({ cursor })}
          />
        )}
      </div>
    </>
  );
}
