"use client";

import "./reader-witness-note.css";
import { Button } from "@mantine/core";
import { IconEyeCheck } from "@tabler/icons-react";
import { Notice } from "@/components/ui/notice.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { fileOf, saveFile } from "./save-file.ts";
import { useHydrated } from "./use-hydrated.ts";
import { useReaderWitness } from "./use-reader-witness.ts";
import type { Visit } from "./witness-visit.ts";

const count = (entries: number): string => `${entries.toLocaleString("en")} ${entries === 1 ? "entry" : "entries"}`;

type Alarm = Extract<Visit, { kind: "alarm" }>;

/** The alarm of a reader: what contradicts what, and both checkpoints to take away. */
export function WitnessAlarm({ visit }: { visit: Alarm }) {
  const take = (name: string, note: Uint8Array) => saveFile(name, fileOf(note));
  return (
    <Notice
      tone="red"
      live
      title="This log contradicts what this browser saw before"
      action={
        <span className="mk-witness-files">
          {visit.remembered.length === 0 ? null : (
            <Button size="xs" variant="default" onClick={() => take("checkpoint-remembered.txt", visit.remembered)}>
              Download what was seen
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => take("checkpoint-shown.txt", visit.shown)}>
            Download what is shown
          </Button>
        </span>
      }
    >
      {visit.words} Keep both checkpoints: two signed ones that contradict each other prove it to anybody. This browser
      keeps what it saw first.
    </Notice>
  );
}

function words(visit: Exclude<Visit, Alarm>) {
  switch (visit.kind) {
    case "waiting":
      return "The log has no signed checkpoint yet.";
    case "first":
      return visit.kept
        ? `First visit of this browser: it now remembers the checkpoint of ${count(visit.size)}, and will notice if the log is ever rewritten.`
        : "This browser keeps nothing, so it cannot compare this log with what it saw before.";
    case "same":
      return (
        <>
          Same log of {count(visit.size)} as when this browser last looked, <RelativeTime at={visit.since} />.
        </>
      );
    case "grew":
      return (
        <>
          This browser verified that the log of {count(visit.size)} continues the one of{" "}
          {visit.from.toLocaleString("en")} it saw <RelativeTime at={visit.since} />.
        </>
      );
  }
}

/** What this browser, as a witness, knows about the log. */
export function ReaderWitnessNote() {
  const hydrated = useHydrated();
  const { data, isError } = useReaderWitness();
  const visit = hydrated ? data : undefined;
  if (visit?.kind === "alarm") return <WitnessAlarm visit={visit} />;
  const text =
    hydrated && isError ? "The log could not be compared with what this browser saw before. It tries again." : null;
  return (
    <p className="mk-witness-note">
      <IconEyeCheck aria-hidden />
      <span>
        {visit === undefined ? (text ?? "Comparing the log with what this browser saw before …") : words(visit)}
      </span>
    </p>
  );
}
