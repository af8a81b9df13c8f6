"use client";

import "./entry-row.css";
import "./trail-links.css";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import Link from "next/link";
import { useId, useState } from "react";
import { SealMark } from "@/components/ui/seal-mark.tsx";
import { entryWords, sentenceText, type Names } from "@/lib/trail/rules.ts";
import type { TrailEntry } from "@/lib/trail/schema.ts";
import { thingWords } from "@/lib/rules/trail/thing-words.ts";
import { EntryFields } from "./entry-fields.tsx";
import { timeOfDay } from "./entry-time.ts";
import { Sentence } from "./sentence.tsx";

interface EntryRowProps {
  entry: TrailEntry;
  names: Names;
  /** UTC while the page is hydrated, then the browser's own zone. */
  zone: string | undefined;
}

function More({ entry, names }: { entry: TrailEntry; names: Names }) {
  const { actor, entity } = entry;
  const words = entryWords(entry, names);
  const about = new URLSearchParams({ entityType: entity.type, entityId: entity.id });
  return (
    <div className="mk-trail-more">
      <EntryFields entry={entry} fields={words.fields} />
      <p className="mk-trail-links">
        <Link href={`/audit/${entry.uuid}`}>Proof of this entry</Link>
        <Link href={`/audit?${about.toString()}`}>History of this {thingWords(entity.type)[0]}</Link>
        <Link href={`/audit?${new URLSearchParams({ actor: actor.ref }).toString()}`}>
          Everything by {words.parts[0]?.text}
        </Link>
      </p>
    </div>
  );
}

/** One entry of the list: when, how far it is proven, what happened in words; opens in place. */
export function EntryRow({ entry, names, zone }: EntryRowProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const words = entryWords(entry, names);
  const place = entry.index === null ? "waits" : entry.index.toLocaleString("en");
  return (
    <li className="mk-trail-entry" data-row={entry.uuid} data-open={open || undefined}>
      <div className="mk-trail-line">
        <Link
          href={`/audit/${entry.uuid}`}
          className="mk-trail-time mk-num"
          aria-label={`${timeOfDay(entry.at, zone)}: ${sentenceText(words)}`}
        >
          <time dateTime={entry.at}>{timeOfDay(entry.at, zone)}</time>
        </Link>
        <SealMark state={entry.state} />
        <Sentence parts={words.parts} />
        <span
          className="mk-trail-place mk-num"
          title={entry.index === null ? "Waits for its place in the log" : `Entry ${place} of the log`}
        >
          {place}
        </span>
        <button
          type="button"
          className="mk-trail-toggle"
          aria-expanded={open}
          aria-controls={id}
          aria-label={open ? "Hide what changed" : "Show what changed"}
          onClick={() => setOpen(!open)}
        >
          {open ? <IconChevronDown aria-hidden /> : <IconChevronRight aria-hidden />}
        </button>
      </div>
      <div id={id}>{open ? <More entry={entry} names={names} /> : null}</div>
    </li>
  );
}
