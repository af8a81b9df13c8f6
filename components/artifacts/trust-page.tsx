"use client";

import "@/components/people/settings.css";
import "./artifacts.css";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useReauthentication } from "@/components/people/use-reauthentication.tsx";
import { StateBadge } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Digest } from "@/components/ui/mono.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { retireTrustKey, trustKeysQuery } from "@/lib/signing/api.ts";
import type { TrustKeyDto } from "@/lib/signing/schema.ts";
import { AddTrustKeyDialog } from "./add-trust-key-dialog.tsx";

const kinds = { key: "Public key", root: "Root certificate" } as const;

function TrustRow({ item, onRetire }: { item: TrustKeyDto; onRetire: (() => void) | undefined }) {
  const active = item.state === "active";
  return (
    <li>
      <div className="mk-rows-words">
        <strong>
          {item.name}{" "}
          <StateBadge tone={active ? "green" : "neutral"}>{active ? "Trusted" : "No longer trusted"}</StateBadge>
        </strong>
        <span>
          {kinds[item.kind]} · {item.algorithm} · added <RelativeTime at={item.createdAt} />
        </span>
        <span>
          Fingerprint <Digest value={`sha256:${item.fingerprint}`} />
        </span>
      </div>
      {onRetire === undefined || !active ? null : (
        <Button variant="default" size="compact-sm" onClick={onRetire} aria-label={`Stop trusting ${item.name}`}>
          Stop trusting
        </Button>
      )}
    </li>
  );
}

function TrustRows({ items, manage }: { items: readonly TrustKeyDto[]; manage: boolean }) {
  const { attempt, dialog } = useReauthentication();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<TrustKeyDto>();
  async function retire(): Promise<void> {
    if (chosen === undefined) return;
    await attempt(() => retireTrustKey({ id: chosen.id, expectedVersion: chosen.version }));
    await client.invalidateQueries({ queryKey: ["trust_key"] });
    toastDone({ message: `${chosen.name} is no longer trusted.` });
  }
  return (
    <>
      <ul className="mk-rows">
        {items.map((item) => (
          <TrustRow key={item.id} item={item} onRetire={manage ? () => setChosen(item) : undefined} />
        ))}
      </ul>
      <ConfirmDialog
        opened={chosen !== undefined}
        onClose={() => setChosen(undefined)}
        title={`Stop trusting ${chosen?.name ?? ""}`}
        confirmLabel="Stop trusting"
        danger
        onConfirm={retire}
      >
        Signatures made with it no longer count when they are verified again. What was verified before stays on file.
      </ConfirmDialog>
      {dialog}
    </>
  );
}

/** Keys and root certificates whose signatures over models the organization trusts. */
export function TrustPage() {
  const keys = useQuery(trustKeysQuery());
  const [adding, setAdding] = useState(false);
  if (keys.isError) return <ProblemPanel error={keys.error} onRetry={() => void keys.refetch()} />;
  if (keys.data === undefined) return <TextSkeleton />;
  const { items, abilities } = keys.data;
  const add = abilities.manage ? (
    <Button leftSection={<IconPlus aria-hidden />} onClick={() => setAdding(true)}>
      Trust a key
    </Button>
  ) : undefined;
  return (
    <div className="mk-settings">
      {items.length === 0 ? (
        <EmptyState title="No trusted keys yet" action={add}>
          A signature over a model counts as verified when it was made with a key, or with a certificate, that is
          trusted here.
        </EmptyState>
      ) : (
        <section aria-labelledby="trust-heading">
          <div className="mk-settings-head">
            <h2 id="trust-heading">Trusted keys</h2>
            {add}
          </div>
          <p className="mk-settings-help">Signatures over models are verified with these, and with nothing else.</p>
          <TrustRows items={items} manage={abilities.manage} />
        </section>
      )}
      <AddTrustKeyDialog opened={adding} onClose={() => setAdding(false)} />
    </div>
  );
}
