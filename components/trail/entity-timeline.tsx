"use client";

import "./entity-timeline.css";
import "./trail-links.css";
import { Button } from "@mantine/core";
import Link from "next/link";
import { useState } from "react";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { SealMark } from "@/components/ui/seal-mark.tsx";
import { entryWords, type Names } from "@/lib/trail/rules.ts";
import type { TrailEntry } from "@/lib/trail/schema.ts";
import { EntryFields } from "./entry-fields.tsx";
import { ProveHistory } from "./prove-history.tsx";
import { Sentence } from "./sentence.tsx";

interface EntityTimelineProps {
  entity: { type: string; id: string };
  /** Newest first, as a domain's history query gives them. */
  entries: readonly TrailEntry[];
  names: Names;
  /** Present while there are earlier entries. */
  onMore?: (() => void) | undefined;
  loadingMore?: boolean;
  /** Whether this reader may read the trail: open the pages of entries and prove the history. */
  proofs?: boolean;
}

function Item({ entry, names, proofs }: { entry: TrailEntry; names: Names; proofs: boolean }) {
  const [open, setOpen] = useState(false);
  const words = entryWords(entry, names);
  const tellsAll = words.fields.length <= 1 && words.parts.some(({ kind }) => kind === "value");
  return (
    <li className="mk-timeline-item">
      <SealMark state={entry.state} />
      <div>
        <Sentence parts={words.parts} />
        {entry.reason === null ? null : <p className="mk-timeline-reason">“{entry.reason}”</p>}
        <p className="mk-trail-links">
          <RelativeTime at={entry.at} />
          {words.fields.length === 0 || tellsAll ? null : (
            <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? "Hide what changed" : "Show what changed"}
            </button>
          )}
          {proofs ? <Link href={`/audit/${entry.uuid}`}>Proof</Link> : null}
        </p>
        {open ? <EntryFields entry={entry} fields={words.fields} /> : null}
      </div>
    </li>
  );
}

/** What happened to one thing, newest first, with diffs, seals, and the proof that nothing was left out. */
export function EntityTimeline(props: EntityTimelineProps) {
  const { entity, entries, names, onMore, loadingMore = false, proofs = false } = props;
  const newest = entries[0];
  return (
    <div className="mk-timeline">
      <ol>
        {entries.map((entry) => (
          <Item key={entry.uuid} entry={entry} names={names} proofs={proofs} />
        ))}
      </ol>
      {onMore === undefined ? null : (
        <Button variant="default" size="xs" loading={loadingMore} onClick={onMore}>
          Show earlier changes
        </Button>
      )}
      {newest === undefined || !proofs ? null : (
        <ProveHistory entityType={entity.type} entityId={entity.id} entries={newest.version} />
      )}
    </div>
  );
}
