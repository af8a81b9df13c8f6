"use client";

import "@/components/people/settings.css";
import "./erase-person-page.css";
import { Checkbox, Textarea } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useReauthentication } from "@/components/people/use-reauthentication.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { erasePerson, erasurePreviewQuery } from "@/lib/trail/api.ts";
import { ErasePersonInput, type ErasurePreview, type ErasureResult } from "@/lib/trail/schema.ts";
import { z } from "@/lib/zod.ts";
import { EraseFields, erasureForm } from "./erase-fields.tsx";
import { erasureLines, recordWords } from "./erasure-words.ts";

const text = ErasePersonInput.shape.texts.unwrap().element;
const lines = (value: string): string[] =>
  value.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
const Texts = z.string().superRefine((value, ctx) => {
  const wrong = z.array(text).max(19).safeParse(lines(value));
  if (!wrong.success) ctx.addIssue({ code: "custom", message: wrong.error.issues[0]?.message ?? "" });
});

const NAME_LENGTH = 5;

interface EraseFormProps {
  preview: ErasurePreview;
  onDone: (result: ErasureResult) => void;
}

function EraseForm({ preview, onDone }: EraseFormProps) {
  const { attempt, dialog } = useReauthentication();
  const client = useQueryClient();
  const router = useRouter();
  const { subject, id, name, email, namingByName } = preview;
  const shown = name ?? email;
  const schema = erasureForm(shown).extend({ byName: z.boolean(), more: Texts }).strict();
  const start: z.output<typeof schema> = { reason: "", legalBasis: "", confirm: "", byName: true, more: "" };
  const hasName = name !== null && name.length >= NAME_LENGTH;

  async function erase({ reason, legalBasis, byName, more }: typeof start): Promise<void> {
    const texts = [...(hasName && byName ? [name] : []), ...lines(more)];
    onDone(await attempt(() => erasePerson({ subject, id, reason, legalBasis, texts })));
    await client.invalidateQueries({ queryKey: [subject] });
    toEntries(client);
  }
  return (
    <>
      <FormShell
        schema={schema}
        initialValues={start}
        danger
        submitLabel="Erase these data"
        onCancel={() => router.push("/settings/people")}
        onSubmit={erase}
      >
        {(form) => (
          <>
            {hasName ? (
              <Checkbox
                {...form.getInputProps("byName", { type: "checkbox" })}
                label={`Also where “${name}” stands in the open`}
                description={
                  namingByName === 0
                    ? "No further entry holds the name now."
                    : `${namingByName.toLocaleString("en")} more ${namingByName === 1 ? "entry loses" : "entries lose"} everything recorded. Leave it out when others have this name.`
                }
              />
            ) : null}
            <Textarea
              {...form.getInputProps("more")}
              label="Other texts that identify the person (optional)"
              description="One a line: an earlier name, a phone number, a user name. Entries that hold one lose everything recorded."
              autosize
              minRows={2}
            />
            <EraseFields name={shown} field={(path) => form.getInputProps(path)} />
          </>
        )}
      </FormShell>
      {dialog}
    </>
  );
}

/** Entries on screen elsewhere have lost something. */
function toEntries(client: ReturnType<typeof useQueryClient>): void {
  void client.invalidateQueries({ queryKey: ["audit_log"] });
  void client.invalidateQueries({ queryKey: ["audit_facets"] });
}

function Done({ result }: { result: ErasureResult }) {
  const { id, entries, remaining } = result;
  const about = new URLSearchParams({ entityType: "erasure", entityId: id });
  return (
    <>
      <Notice tone="green" live title="The data are erased">
        {entries.toLocaleString("en")} {entries === 1 ? "entry has" : "entries have"} lost something. The entries stay
        in their places, and every proof still holds.{" "}
        <Link className="mk-link" href={`/audit?${about.toString()}`}>
          The entry of this erasure
        </Link>
      </Notice>
      {remaining.length === 0 ? null : (
        <Notice tone="amber" title="Some records still hold one of the texts">
          {recordWords(remaining)}. They are about something else than this person: edit them by hand.
        </Notice>
      )}
      <p>
        <Link className="mk-link" href="/settings/people">
          Back to the people
        </Link>
      </p>
    </>
  );
}

function Refused({ preview }: { preview: ErasurePreview }) {
  const gone = preview.state === "erased";
  return (
    <Notice tone={gone ? "blue" : "amber"} title={gone ? "These data are erased already" : "Disable this person first"}>
      {gone ? "There is nothing left to erase." : "As long as they can sign in, they leave new traces."}{" "}
      <Link className="mk-link" href="/settings/people">
        Back to the people
      </Link>
    </Notice>
  );
}

/** Erases a person's data: first what it will reach, then why, then the name typed, then what was done. */
export function ErasePersonPage({ subject, id }: { subject: "user" | "invitation"; id: string }) {
  const preview = useQuery({ ...erasurePreviewQuery(subject, id), refetchOnWindowFocus: false, staleTime: Infinity });
  const [result, setResult] = useState<ErasureResult>();
  if (preview.isError) return <ProblemPanel error={preview.error} onRetry={() => void preview.refetch()} />;
  if (preview.data === undefined) return <TextSkeleton lines={8} />;
  const { name, email, state } = preview.data;
  return (
    <div className="mk-settings mk-erase">
      <div>
        <h2>Erase the data of {name ?? email}</h2>
        <p className="mk-2">{name === null ? "An invitation" : email}</p>
      </div>
      {result !== undefined ? (
        <Done result={result} />
      ) : state !== "ready" ? (
        <Refused preview={preview.data} />
      ) : (
        <>
          <section aria-labelledby="erase-what">
            <h3 id="erase-what">What will happen</h3>
            <ul className="mk-erase-lines">
              {erasureLines(preview.data).map((line) => (
                <li key={line}>{line}</li>
              ))}
              <li>
                That something happened, when, and to which thing stays, and so does every proof. The erasure itself
                becomes an entry with your name, the reason and the legal basis.
              </li>
              <li>
                <strong>It cannot be undone.</strong> Backups and exports made before still hold the data: delete them
                in time.
              </li>
            </ul>
          </section>
          <EraseForm preview={preview.data} onDone={setResult} />
        </>
      )}
    </div>
  );
}
