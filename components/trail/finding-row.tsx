import "./finding-row.css";
import "./trail-links.css";
import Link from "next/link";
import { StateBadge } from "@/components/ui/badge.tsx";
import { Mono } from "@/components/ui/mono.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { findingWords } from "@/lib/rules/trail/finding-words.ts";
import { thingWords } from "@/lib/rules/trail/thing-words.ts";
import { entryWords, type Names } from "@/lib/trail/rules.ts";
import type { ReplayRun } from "@/lib/trail/schema.ts";
import { Sentence } from "./sentence.tsx";

type Finding = ReplayRun["findings"][number];

function Thing({ finding, names }: { finding: Finding; names: Names }) {
  const { entityType, entityId, newest } = finding;
  const part = newest === null ? undefined : entryWords(newest, names).parts.find(({ kind }) => kind === "thing");
  const word = thingWords(entityType)[0];
  const name = part?.text ?? names[entityId];
  return (
    <>
      {word.charAt(0).toUpperCase() + word.slice(1)}{" "}
      {name === undefined ? null : part?.href === undefined ? (
        <strong>{name}</strong>
      ) : (
        <Link href={part.href}>{name}</Link>
      )}
    </>
  );
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** One thing that does not match: what is wrong in words, the thing itself, and what the log says last of it. */
export function FindingRow({ finding, names }: { finding: Finding; names: Names }) {
  const { kind, entityType, entityId, detail, newest } = finding;
  const about = new URLSearchParams({ entityType, entityId });
  return (
    <li className="mk-finding">
      <div className="mk-finding-head">
        <span className="mk-finding-thing">
          <Thing finding={finding} names={names} />
        </span>
        <StateBadge tone="red">{findingWords[kind].label}</StateBadge>
      </div>
      <p>
        {sentence(detail)} <span className="mk-3">{findingWords[kind].meaning}</span>
      </p>
      {newest === null ? (
        <p className="mk-2">The trail has no entry of it.</p>
      ) : (
        <p className="mk-2">
          Newest entry: <Sentence parts={entryWords(newest, names).parts} />, <RelativeTime at={newest.at} />
        </p>
      )}
      <p className="mk-trail-links">
        {newest === null ? null : <Link href={`/audit/${newest.uuid}`}>Proof of the newest entry</Link>}
        {newest === null ? null : <Link href={`/audit?${about.toString()}`}>Its history</Link>}
        <Mono copy={entityId} what="id">
          {entityId.slice(0, 13)}
        </Mono>
      </p>
    </li>
  );
}
