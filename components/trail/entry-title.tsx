"use client";

import { Button, Menu } from "@mantine/core";
import {
  IconDownload,
  IconEraser,
  IconFileCode,
  IconFileZip,
  IconHistory,
  IconScript,
  IconUser,
} from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { Mono } from "@/components/ui/mono.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { useNow } from "@/components/ui/use-now.ts";
import { exportEvidenceBundle, receiptAddress } from "@/lib/trail/api.ts";
import { entryWords, sentenceText, type Names } from "@/lib/trail/rules.ts";
import type { TrailEntry } from "@/lib/trail/schema.ts";
import { exactMoment } from "./entry-time.ts";
import { EraseEntryDialog } from "./erase-entry-dialog.tsx";
import { takeExport, VERIFIER_ADDRESS } from "./export-items.tsx";
import { fileOf, saveFile } from "./save-file.ts";
import { SealBadge } from "./seal-words.tsx";

function Receipt({ entry }: { entry: TrailEntry }) {
  const icon = <IconDownload aria-hidden />;
  if (entry.state === "committed") {
    return (
      <Button disabled leftSection={icon}>
        Download receipt
      </Button>
    );
  }
  return (
    <Button component="a" href={receiptAddress(entry.uuid)} download={`${entry.uuid}.tlog-proof`} leftSection={icon}>
      Download receipt
    </Button>
  );
}

interface EntryMenuProps {
  entry: TrailEntry;
  actor: string;
  onErase: (() => void) | undefined;
}

function EntryMenu({ entry, actor, onErase }: EntryMenuProps) {
  const about = new URLSearchParams({ entityType: entry.entity.type, entityId: entry.entity.id });
  return (
    <>
      <Menu.Item
        leftSection={<IconFileCode aria-hidden />}
        onClick={() => saveFile(`${entry.uuid}.json`, fileOf(`${JSON.stringify(entry, null, 2)}\n`))}
      >
        Download as JSON
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFileZip aria-hidden />}
        disabled={entry.state === "committed"}
        onClick={() => void takeExport(() => exportEvidenceBundle([entry.uuid]))}
      >
        Evidence bundle with its history
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
        Everything by {actor}
      </Menu.Item>
      {onErase === undefined ? null : (
        <>
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconEraser aria-hidden />} onClick={onErase}>
            Erase what it recorded
          </Menu.Item>
        </>
      )}
    </>
  );
}

interface EntryTitleProps {
  entry: TrailEntry;
  names: Names;
  mayErase: boolean;
}

/** The entry in a sentence, how far it is proven, and what can be done with it. */
export function EntryTitle({ entry, names, mayErase }: EntryTitleProps) {
  const zone = useNow() === null ? "UTC" : undefined;
  const [erasing, setErasing] = useState(false);
  const about = new URLSearchParams({ entityType: entry.entity.type, entityId: entry.entity.id });
  const words = entryWords(entry, names);
  const thing = words.parts.find(({ kind }) => kind === "thing")?.text ?? entry.entity.label;
  const place = entry.index === null ? "waits for its place" : entry.index.toLocaleString("en");
  return (
    <>
      <PageHeader
        title={sentenceText(words)}
        breadcrumb={[
          { label: "Audit trail", href: "/audit" },
          ...(thing === "" ? [] : [{ label: thing, href: `/audit?${about.toString()}` }]),
          { label: place },
        ]}
        badges={
          <>
            <SealBadge seal={entry} />
            {entry.erased ? <Badge icon={<IconEraser aria-hidden />}>Content erased</Badge> : null}
          </>
        }
        subtitle={
          <>
            <time dateTime={entry.at}>{exactMoment(entry.at, zone)}</time>. Request{" "}
            <Mono copy={entry.requestId} what="request id">
              {entry.requestId.slice(0, 13)}
            </Mono>
          </>
        }
        action={<Receipt entry={entry} />}
        menu={
          <EntryMenu
            entry={entry}
            actor={words.parts[0]?.text ?? ""}
            onErase={mayErase ? () => setErasing(true) : undefined}
          />
        }
      />
      {mayErase ? (
        <EraseEntryDialog
          opened={erasing}
          onClose={() => setErasing(false)}
          uuid={entry.uuid}
          name={thing === "" ? place : thing}
          values={Object.keys(entry.after ?? entry.before ?? {}).length}
        />
      ) : null}
    </>
  );
}
