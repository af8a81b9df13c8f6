"use client";

import "./entry-page.css";
import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconDownload, IconFileCode, IconHistory, IconScript, IconUser } from "@tabler/icons-react";
import Link from "next/link";
import { Mono } from "@/components/ui/mono.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { useNow } from "@/components/ui/use-now.ts";
import { entryBytesQuery, entryQuery, receiptAddress, trailFacetsQuery } from "@/lib/trail/api.ts";
import { entryWords, sentenceText, type Names } from "@/lib/trail/rules.ts";
import type { TrailEntry } from "@/lib/trail/schema.ts";
import { EntryFields } from "./entry-fields.tsx";
import { EntryProof } from "./entry-proof.tsx";
import { exactMoment } from "./entry-time.ts";
import { VERIFIER_ADDRESS } from "./export-items.tsx";
import { fileOf, saveFile } from "./save-file.ts";
import { SealBadge } from "./seal-words.tsx";
import { ThingHistory } from "./thing-history.tsx";

const HURRY_MS = 1_000;
const PATIENCE_MS = 15_000;

/** The entry, asked for again every second until it is sealed. */
function useEntry(id: string) {
  return useQuery({
    ...entryQuery(id),
    refetchInterval: ({ state }) => (state.data?.state === "committed" ? HURRY_MS : PATIENCE_MS),
  });
}

function Title({ entry, names }: { entry: TrailEntry; names: Names }) {
  const zone = useNow() === null ? "UTC" : undefined;
  const sealed = entry.state !== "committed";
  const about = new URLSearchParams({ entityType: entry.entity.type, entityId: entry.entity.id });
  const words = entryWords(entry, names);
  const thing = words.parts.find(({ kind }) => kind === "thing")?.text ?? entry.entity.label;
  const place = entry.index === null ? "waits for its place" : entry.index.toLocaleString("en");
  return (
    <PageHeader
      title={sentenceText(words)}
      breadcrumb={[
        { label: "Audit trail", href: "/audit" },
        ...(thing === "" ? [] : [{ label: thing, href: `/audit?${about.toString()}` }]),
        { label: place },
      ]}
      badges={<SealBadge seal={entry} />}
      subtitle={
        <>
          <time dateTime={entry.at}>{exactMoment(entry.at, zone)}</time>. Request{" "}
          <Mono copy={entry.requestId} what="request id">
            {entry.requestId.slice(0, 13)}
          </Mono>
        </>
      }
      action={
        sealed ? (
          <Button
            component="a"
            href={receiptAddress(entry.uuid)}
            download={`${entry.uuid}.tlog-proof`}
            leftSection={<IconDownload aria-hidden />}
          >
            Download receipt
          </Button>
        ) : (
          <Button disabled leftSection={<IconDownload aria-hidden />}>
            Download receipt
          </Button>
        )
      }
      menu={
        <>
          <Menu.Item
            leftSection={<IconFileCode aria-hidden />}
            onClick={() => saveFile(`${entry.uuid}.json`, fileOf(`${JSON.stringify(entry, null, 2)}\n`))}
          >
            Download as JSON
          </Menu.Item>
          <Menu.Item leftSection={<IconScript aria-hidden />} component="a" href={VERIFIER_ADDRESS} download>
            Offline verifier
          </Menu.Item>
          <Menu.Item leftSection={<IconHistory aria-hidden />} component={Link} href={`/audit?${about.toString()}`}>
            All entries about it
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUser aria-hidden />}
            component={Link}
            href={`/audit?${new URLSearchParams({ actor: entry.actor.ref }).toString()}`}
          >
            Everything by {words.parts[0]?.text}
          </Menu.Item>
        </>
      }
    />
  );
}

/** One entry with its proof, checked in this browser. */
export function EntryPage({ id }: { id: string }) {
  const entry = useEntry(id);
  const bytes = useQuery(entryBytesQuery(id));
  const facets = useQuery(trailFacetsQuery());
  if (entry.data === undefined || bytes.data === undefined) {
    const error = entry.error ?? bytes.error;
    return (
      <div className="mk-page-body">{error === null ? <TextSkeleton lines={8} /> : <ProblemPanel error={error} />}</div>
    );
  }
  const names = facets.data?.names ?? {};
  const { fields } = entryWords(entry.data, names);
  return (
    <>
      <Title entry={entry.data} names={names} />
      <div className="mk-page-body mk-entry-page">
        <div className="mk-entry-top">
          <EntryFields entry={entry.data} fields={fields} />
          <ThingHistory entry={entry.data} names={names} />
        </div>
        {bytes.data.erasedBy === null ? null : (
          <p className="mk-2">
            Its values were erased by <Link href={`/audit/${bytes.data.erasedBy}`}>this entry</Link>. The proof still
            holds.
          </p>
        )}
        <EntryProof entry={entry.data} bytes={bytes.data} />
      </div>
    </>
  );
}
