"use client";

import { Button, Modal, Textarea, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { numberWords } from "@/components/charts/chart-number.ts";
import { windowWords } from "@/components/charts/chart-time.ts";
import { useTimePlace } from "@/components/charts/time-scope.tsx";
import { OptionalLabel } from "@/components/ui/form-field.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { Digest } from "@/components/ui/mono.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { Person } from "@/components/ui/person.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { meQuery } from "@/lib/people/api.ts";
import { approveReference, proposeReference, rejectReference } from "@/lib/telemetry/api.ts";
import { DecideReferenceInput, ProposeReferenceInput } from "@/lib/telemetry/reference-schema.ts";
import type { Reference, Telemetry } from "@/lib/telemetry/schema.ts";
import { z } from "@/lib/zod.ts";
import { proposeLabel, UploadForm } from "./reference-upload.tsx";
import { fieldMoment, momentField } from "./telemetry-place.ts";
import { USUAL } from "./telemetry-words.ts";

type Asking = "propose" | "upload" | "approve" | "reject";

const Proposal = z.strictObject({
  from: z.string().min(1, "Choose when the window begins."),
  to: z.string().min(1, "Choose when the window ends."),
  reason: ProposeReferenceInput.shape.reason,
});

const Refusal = DecideReferenceInput.extend({
  reason: DecideReferenceInput.shape.reason.refine(
    (reason) => reason !== "",
    "Say why this window is not what is usual.",
  ),
});

const proposedWords = (state: Reference["state"]): string =>
  state === "frozen" ? "Frozen. From now on windows are compared with it." : "Proposed. Somebody else decides.";

function useDone(): (message: string) => void {
  const client = useQueryClient();
  return (message) => {
    void client.invalidateQueries({ queryKey: ["telemetry"] });
    toastDone({ message });
  };
}

function ProposeForm({ telemetry, onClose }: { telemetry: Telemetry; onClose: () => void }) {
  const done = useDone();
  const start = { from: momentField(telemetry.from, "utc"), to: momentField(telemetry.to, "utc"), reason: "" };
  const save = async ({ from, to, reason }: typeof start) => {
    const iso = (value: string) => new Date(fieldMoment(value, "utc") ?? 0).toISOString();
    const { state } = await proposeReference({ id: telemetry.model.slug, from: iso(from), to: iso(to), reason });
    done(proposedWords(state));
    onClose();
  };
  return (
    <FormShell
      schema={Proposal}
      initialValues={start}
      guard={false}
      submitLabel={proposeLabel(telemetry)}
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <>
          <TextInput {...form.getInputProps("from")} type="datetime-local" label="From" description="UTC" />
          <TextInput {...form.getInputProps("to")} type="datetime-local" label="To" description="UTC" />
          <Textarea
            {...form.getInputProps("reason")}
            label="Why this window is what is usual"
            description="Whoever approves reads it, and it stays in the audit trail."
            autosize
            minRows={2}
            data-autofocus
          />
        </>
      )}
    </FormShell>
  );
}

function DecideForm({ reference, approve, onClose }: { reference: Reference; approve: boolean; onClose: () => void }) {
  const done = useDone();
  const start = { id: reference.id, expectedVersion: reference.version, reason: "" };
  const save = async (values: typeof start) => {
    await (approve ? approveReference(values) : rejectReference(values));
    done(approve ? "Frozen. From now on windows are compared with it." : "Refused.");
    onClose();
  };
  return (
    <FormShell
      schema={approve ? DecideReferenceInput : Refusal}
      initialValues={start}
      guard={false}
      submitLabel={approve ? "Freeze reference" : "Refuse"}
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <Textarea
          {...form.getInputProps("reason")}
          label={approve ? <OptionalLabel>What you looked at</OptionalLabel> : "Why this window is not what is usual"}
          autosize
          minRows={2}
          data-autofocus
        />
      )}
    </FormShell>
  );
}

const titles: Readonly<Record<Asking, string>> = {
  propose: "Propose another reference",
  upload: "Upload training data",
  approve: "Freeze reference",
  reject: "Refuse this reference",
};

const titleOf = (asking: Asking, reference: Reference | null): string =>
  asking === "propose" && reference === null ? "Choose a reference" : titles[asking];

function windowOf({ from, to, origin }: Reference, zone: string): string {
  if (from === null || to === null) return origin === "upload" ? "uploaded training data" : "not stated";
  return windowWords(Date.parse(from), Date.parse(to), zone);
}

function Facts({ reference }: { reference: Reference }) {
  const { zone } = useTimePlace();
  return (
    <KeyValueList
      items={[
        { label: reference.from === null ? "Taken from" : "Window", value: windowOf(reference, zone) },
        { label: "Rows", value: numberWords(reference.rows) },
        { label: "Features", value: numberWords(reference.features) },
        { label: "Reason", value: reference.reason === "" ? null : reference.reason },
        { label: "Proposed by", value: <Person name={reference.proposedBy} /> },
        {
          label: "Approved by",
          value:
            reference.decidedBy === null ? (
              "nobody: the first one needs no approval"
            ) : (
              <Person name={reference.decidedBy} />
            ),
        },
        { label: "Frozen", value: reference.decidedAt === null ? null : <RelativeTime at={reference.decidedAt} /> },
        { label: "Digest", value: <Digest value={reference.digest} /> },
      ]}
    />
  );
}

interface ProposedProps {
  reference: Reference;
  mayDecide: boolean;
  own: boolean;
  onAsk: (asking: Asking) => void;
}

function Proposed({ reference, mayDecide, own, onAsk }: ProposedProps) {
  const { zone } = useTimePlace();
  return (
    <Notice
      tone="blue"
      title={`${reference.proposedBy ?? "Somebody"} proposes another reference: ${windowOf(reference, zone)}`}
      action={
        mayDecide && !own ? (
          <span className="mk-telemetry-actions">
            <Button size="xs" onClick={() => onAsk("approve")}>
              Freeze reference
            </Button>
            <Button size="xs" variant="default" onClick={() => onAsk("reject")}>
              Refuse
            </Button>
          </span>
        ) : undefined
      }
    >
      {numberWords(reference.rows)} rows. {reference.reason}{" "}
      {own ? "Somebody else has to approve it." : mayDecide ? "" : "Somebody who may approve decides."}
    </Notice>
  );
}

/** What windows are compared with, who froze it, and how it is replaced: one person proposes, another one approves. */
export function ReferenceSection({ telemetry }: { telemetry: Telemetry }) {
  const { data: me } = useQuery(meQuery());
  const [asking, setAsking] = useState<Asking>();
  const done = useDone();
  const { reference, proposed } = telemetry;
  const may = (ability: string) => me?.abilities.includes(ability) ?? false;
  const close = () => setAsking(undefined);
  return (
    <Section
      title={<span id={USUAL}>What is usual?</span>}
      note="the frozen reference that windows are compared with"
      action={
        may("telemetry:manage") && proposed === null ? (
          <span className="mk-telemetry-actions">
            <Button size="compact-xs" variant="subtle" onClick={() => setAsking("propose")}>
              {reference === null ? "Choose a reference" : "Propose another reference"}
            </Button>
            <Button size="compact-xs" variant="subtle" onClick={() => setAsking("upload")}>
              Upload training data
            </Button>
          </span>
        ) : undefined
      }
    >
      <div className="mk-stack">
        {proposed === null ? null : (
          <Proposed
            reference={proposed}
            mayDecide={may("telemetry:approve")}
            own={me !== undefined && me.user.id === proposed.proposedById}
            onAsk={setAsking}
          />
        )}
        {reference === null ? (
          <p className="mk-prose">
            There is no reference yet. Choose a window in which the model worked as it should and say why, or upload
            training data. The first reference holds at once; every later one needs a second person. Until then no drift
            is judged, which is not the same as no drift.
          </p>
        ) : (
          <Facts reference={reference} />
        )}
      </div>
      <Modal
        opened={asking !== undefined}
        onClose={close}
        size={asking === "upload" ? "lg" : "md"}
        title={asking === undefined ? "" : titleOf(asking, reference)}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {asking === "propose" ? <ProposeForm telemetry={telemetry} onClose={close} /> : null}
        {asking === "upload" ? (
          <UploadForm telemetry={telemetry} onDone={({ state }) => done(proposedWords(state))} onClose={close} />
        ) : null}
        {(asking === "approve" || asking === "reject") && proposed !== null ? (
          <DecideForm reference={proposed} approve={asking === "approve"} onClose={close} />
        ) : null}
      </Modal>
    </Section>
  );
}
