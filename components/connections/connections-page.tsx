"use client";

import "@/components/people/settings.css";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { StateBadge, type Tone } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { connectionsQuery, removeConnection, syncConnection } from "@/lib/connections/api.ts";
import { connectionKindLabels, differenceWords, scheduleLabels } from "@/lib/connections/rules.ts";
import type { ConnectionDto } from "@/lib/connections/schema.ts";
import { ConnectionDialog } from "./connection-dialog.tsx";

type LastRun = NonNullable<ConnectionDto["lastRun"]>;

const states: Readonly<Record<LastRun["state"], { tone: Tone; label: string }>> = {
  running: { tone: "blue", label: "Reading" },
  done: { tone: "green", label: "Read" },
  failed: { tone: "red", label: "Failed" },
};

function Run({ run }: { run: LastRun | null }) {
  if (run === null) return <span>Not read yet.</span>;
  const difference = differenceWords(run.creates, run.updates);
  return (
    <span>
      {run.state === "failed" ? run.failure : difference === "" ? "Nothing new." : `${difference}.`} Last{" "}
      {run.state === "failed" ? "tried" : "read"} <RelativeTime at={run.startedAt} />.{" "}
      {run.importId === null || difference === "" ? null : (
        <Link className="mk-link" href={`/models/import/${run.importId}`}>
          Review the difference
        </Link>
      )}
    </span>
  );
}

interface RowProps {
  connection: ConnectionDto;
  onEdit: () => void;
  onRemove: () => void;
}

function ConnectionRow({ connection, onEdit, onRemove }: RowProps) {
  const { id, name, kind, baseUrl, schedule, owner, lastRun } = connection;
  const sync = (): void =>
    void syncConnection(id).then(() => toastDone({ message: `${name} is being read.` }), toastProblem);
  const mark = lastRun === null ? undefined : states[lastRun.state];
  return (
    <li>
      <div className="mk-rows-words">
        <strong>
          {name} {mark === undefined ? null : <StateBadge tone={mark.tone}>{mark.label}</StateBadge>}
        </strong>
        <span>
          {connectionKindLabels[kind]} at {baseUrl} · {scheduleLabels[schedule]} · {owner} reviews what it brings
        </span>
        <Run run={lastRun} />
      </div>
      <div className="mk-rows-actions">
        <Button size="compact-sm" variant="default" onClick={sync} aria-label={`Read ${name} now`}>
          Read now
        </Button>
        <Button size="compact-sm" variant="default" onClick={onEdit} aria-label={`Change ${name}`}>
          Change
        </Button>
        <Button size="compact-sm" variant="default" onClick={onRemove} aria-label={`Remove ${name}`}>
          Remove
        </Button>
      </div>
    </li>
  );
}

function Rows({ items }: { items: readonly ConnectionDto[] }) {
  const client = useQueryClient();
  const [editing, setEditing] = useState<ConnectionDto>();
  const [removing, setRemoving] = useState<ConnectionDto>();
  const remove = async () => {
    if (removing === undefined) return;
    await removeConnection({ id: removing.id, expectedVersion: removing.version });
    await client.invalidateQueries({ queryKey: ["connection"] });
    toastDone({ message: `${removing.name} removed.` });
  };
  return (
    <>
      <ul className="mk-rows">
        {items.map((connection) => (
          <ConnectionRow
            key={connection.id}
            connection={connection}
            onEdit={() => setEditing(connection)}
            onRemove={() => setRemoving(connection)}
          />
        ))}
      </ul>
      <ConnectionDialog
        key={editing?.id}
        connection={editing}
        opened={editing !== undefined}
        onClose={() => setEditing(undefined)}
      />
      <ConfirmDialog
        opened={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={`Remove ${removing?.name ?? ""}?`}
        confirmLabel="Remove connection"
        onConfirm={remove}
        danger
      >
        It is not read any more and its token is forgotten. What came through it stays in the inventory.
      </ConfirmDialog>
    </>
  );
}

/** Connected registries: what is read, how it last went, and the difference to review. */
export function ConnectionsPage() {
  const found = useQuery(connectionsQuery());
  const [adding, setAdding] = useState(false);
  const items = found.data?.items;
  const add = (
    <Button size="compact-sm" leftSection={<IconPlus aria-hidden />} onClick={() => setAdding(true)}>
      Connect a registry
    </Button>
  );
  return (
    <div className="mk-settings">
      <section aria-labelledby="connections-heading">
        <div className="mk-settings-head">
          <h2 id="connections-heading">Connections</h2>
          {items === undefined || items.length === 0 ? null : add}
        </div>
        {found.isError ? (
          <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />
        ) : items === undefined ? (
          <TextSkeleton />
        ) : items.length === 0 ? (
          <EmptyState title="Let MLflow tell what is new" action={add}>
            Its registry is read on a schedule, and you are told what differs. Nothing is applied before you looked at
            it.
          </EmptyState>
        ) : (
          <Rows items={items} />
        )}
        <ConnectionDialog connection={undefined} opened={adding} onClose={() => setAdding(false)} />
      </section>
    </div>
  );
}
