"use client";

import "./thing-history.css";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { entityEntriesQuery } from "@/lib/trail/api.ts";
import { entryWords, wordsWithoutThing, type Names } from "@/lib/trail/rules.ts";
import type { TrailEntry } from "@/lib/trail/schema.ts";
import { thingWords } from "@/lib/rules/trail/thing-words.ts";
import { shortDay } from "./entry-time.ts";
import { ProveHistory } from "./prove-history.tsx";
import { useHydrated } from "./use-hydrated.ts";

const AROUND = 2;

function near(items: readonly TrailEntry[], version: number): TrailEntry[] {
  return items.filter((each) => Math.abs(each.version - version) <= AROUND).sort((a, b) => a.version - b.version);
}

/** The entries before and after this one about the same thing, and the proof that none is missing. */
export function ThingHistory({ entry, names }: { entry: TrailEntry; names: Names }) {
  const { entity } = entry;
  const hydrated = useHydrated();
  const { data } = useQuery({ ...entityEntriesQuery(entity.type, entity.id), enabled: hydrated });
  const shown = near(data?.items ?? [entry], entry.version);
  const total = data?.items[0]?.version ?? entry.version;
  return (
    <aside className="mk-thing-history" aria-labelledby="thing-history">
      <h2 id="thing-history">History of this {thingWords(entity.type)[0]}</h2>
      <p className="mk-3">Each version names the one before, so none can be left out.</p>
      <ol>
        {shown.map((each) => {
          const current = each.uuid === entry.uuid;
          const words = wordsWithoutThing(entryWords(each, names));
          return (
            <li key={each.uuid} aria-current={current || undefined}>
              <span className="mk-num">{each.version}</span>
              <span>
                {current ? <strong>{words}</strong> : <Link href={`/audit/${each.uuid}`}>{words}</Link>}{" "}
                <span className="mk-3">
                  {current ? "this entry" : shortDay(each.at, "UTC")}
                  {each.index === null || current ? "" : `, entry ${each.index.toLocaleString("en")}`}
                </span>
              </span>
            </li>
          );
        })}
      </ol>
      <ProveHistory entityType={entity.type} entityId={entity.id} entries={total} />
    </aside>
  );
}
