"use client";

import { Button, Modal, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { numberWords } from "@/components/charts/chart-number.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { discardBatch, retryBatch, telemetryUseQuery } from "@/lib/telemetry/settings/api.ts";
import { DiscardBatchInput, type ParkedBatch } from "@/lib/telemetry/settings/schema.ts";

const recordsOf = ({ events }: ParkedBatch): string => `${numberWords(events)} ${events === 1 ? "record" : "records"}`;

function ParkedRow({ batch, decides, onDiscard }: { batch: ParkedBatch; decides: boolean; onDiscard: () => void }) {
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryBatch({ id: batch.id }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["telemetry", "use"] });
      toastDone({ message: "The batch waits to be counted again. If it fails three times more, it comes back here." });
    },
    onError: toastProblem,
  });
  return (
    <li>
      <div className="mk-rows-words">
        <strong className="mk-parked-facts">
          {recordsOf(batch)} <Badge>{batch.source}</Badge>
        </strong>
        <span>
          Came <RelativeTime at={batch.receivedAt} />, parked <RelativeTime at={batch.parkedAt} /> after {batch.tries}{" "}
          tries
        </span>
        <span className="mk-mono">{batch.reason}</span>
      </div>
      {decides ? (
        <div className="mk-rows-actions">
          <Button
            variant="default"
            size="compact-sm"
            loading={retry.isPending}
            onClick={() => retry.mutate()}
            aria-label={`Try again to count ${recordsOf(batch)}`}
          >
            Try again
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            onClick={onDiscard}
            aria-label={`Discard the batch of ${recordsOf(batch)}`}
          >
            Discard
          </Button>
        </div>
      ) : null}
    </li>
  );
}

function DiscardForm({ batch, onClose }: { batch: ParkedBatch; onClose: () => void }) {
  const client = useQueryClient();
  const discard = async (values: { id: string; reason: string }) => {
    await discardBatch(values);
    await client.invalidateQueries({ queryKey: ["telemetry", "use"] });
    toastDone({ message: "The batch was discarded." });
    onClose();
  };
  return (
    <FormShell
      schema={DiscardBatchInput}
      initialValues={{ id: batch.id, reason: "" }}
      guard={false}
      danger
      submitLabel="Discard batch"
      onCancel={onClose}
      onSubmit={discard}
    >
      {(form) => (
        <>
          <p>
            {recordsOf(batch)} are deleted for good and never counted. They were accepted, so nobody sends them again.
          </p>
          <Textarea
            {...form.getInputProps("reason")}
            label="Why they may be lost"
            description="It stays in the audit trail."
            autosize
            minRows={2}
            data-autofocus
          />
        </>
      )}
    </FormShell>
  );
}

/** Batches that failed three times: put aside so that the others go on, until somebody decides. */
export function ParkedSection({ decides }: { decides: boolean }) {
  const { data: use } = useQuery(telemetryUseQuery());
  const [chosen, setChosen] = useState<ParkedBatch>();
  const close = () => setChosen(undefined);
  if (use === undefined) return null;
  const { parked, parkedCount } = use;
  return (
    <section aria-labelledby="telemetry-parked">
      <div className="mk-settings-head">
        <h2 id="telemetry-parked">Batches that could not be counted</h2>
      </div>
      {parked.length === 0 ? (
        <p className="mk-settings-help">
          None. A batch that fails three times is put aside here, and the others go on. It is kept until somebody lets
          it be tried again or discards it.
        </p>
      ) : (
        <ul className="mk-rows">
          {parked.map((batch) => (
            <ParkedRow key={batch.id} batch={batch} decides={decides} onDiscard={() => setChosen(batch)} />
          ))}
        </ul>
      )}
      {parkedCount > parked.length ? <p>{numberWords(parkedCount - parked.length)} more, older ones.</p> : null}
      <Modal
        opened={chosen !== undefined}
        onClose={close}
        title="Discard this batch"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {chosen === undefined ? null : <DiscardForm batch={chosen} onClose={close} />}
      </Modal>
    </section>
  );
}
