"use client";

import "./settings.css";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { StateBadge, type Tone } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Mono } from "@/components/ui/mono.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { keysQuery, revokeKey } from "@/lib/people/api.ts";
import type { Key } from "@/lib/people/schema.ts";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { useReauthentication } from "./use-reauthentication.tsx";

const states: Record<Key["state"], { tone: Tone; label: string }> = {
  active: { tone: "green", label: "Active" },
  expired: { tone: "neutral", label: "Expired" },
  revoked: { tone: "red", label: "Revoked" },
};

function Ends({ at }: { at: string | null }) {
  if (at === null) return <>never ends</>;
  return (
    <>
      ends <RelativeTime at={at} />
    </>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: Key; onRevoke: (() => void) | undefined }) {
  const { tone, label } = states[apiKey.state];
  return (
    <li>
      <div className="mk-rows-words">
        <strong>
          {apiKey.name} <StateBadge tone={tone}>{label}</StateBadge>
        </strong>
        <span>
          <Mono>{`mk_${apiKey.prefix}_…`}</Mono> · {apiKey.scopes.join(", ")}
          {apiKey.models.length === 0
            ? ""
            : ` of ${apiKey.models.length === 1 ? "one model" : `${apiKey.models.length} models`}`}
        </span>
        <span>
          {apiKey.createdBy === null ? "Made by an operator" : `Made by ${apiKey.createdBy}`}{" "}
          <RelativeTime at={apiKey.createdAt} /> ·{" "}
          {apiKey.lastUsedAt === null ? (
            "never used"
          ) : (
            <>
              last used <RelativeTime at={apiKey.lastUsedAt} />
            </>
          )}{" "}
          · <Ends at={apiKey.expiresAt} />
        </span>
      </div>
      {onRevoke === undefined || apiKey.state !== "active" ? null : (
        <Button variant="default" size="compact-sm" onClick={onRevoke} aria-label={`Revoke ${apiKey.name}`}>
          Revoke
        </Button>
      )}
    </li>
  );
}

function KeyRows({ items, revokes }: { items: readonly Key[]; revokes: boolean }) {
  const { attempt, dialog } = useReauthentication();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Key>();
  async function revoke(): Promise<void> {
    if (chosen === undefined) return;
    await attempt(() => revokeKey(chosen.id));
    await client.invalidateQueries({ queryKey: ["api_key"] });
    toastDone({ message: `${chosen.name} revoked.` });
  }
  return (
    <>
      <ul className="mk-rows">
        {items.map((key) => (
          <KeyRow key={key.id} apiKey={key} onRevoke={revokes ? () => setChosen(key) : undefined} />
        ))}
      </ul>
      <ConfirmDialog
        opened={chosen !== undefined}
        onClose={() => setChosen(undefined)}
        title={`Revoke ${chosen?.name ?? ""}`}
        confirmLabel="Revoke key"
        danger
        onConfirm={revoke}
      >
        What uses this key is refused from its next request on. This cannot be undone; make another key instead.
      </ConfirmDialog>
      {dialog}
    </>
  );
}

/** API keys: what they may do, when they were last used, and how to end them. */
export function KeysPage() {
  const keys = useQuery(keysQuery());
  const [making, setMaking] = useState(false);
  if (keys.isError) return <ProblemPanel error={keys.error} onRetry={() => void keys.refetch()} />;
  if (keys.data === undefined) return <TextSkeleton />;
  const { items, abilities, grantable } = keys.data;
  const make = abilities.create ? (
    <Button leftSection={<IconPlus aria-hidden />} onClick={() => setMaking(true)}>
      Create an API key
    </Button>
  ) : undefined;
  return (
    <div className="mk-settings">
      {items.length === 0 ? (
        <EmptyState title="No API keys yet" action={make}>
          A key lets a pipeline or a script work with the API, with exactly the permissions you give it.
        </EmptyState>
      ) : (
        <section aria-labelledby="keys-heading">
          <div className="mk-settings-head">
            <h2 id="keys-heading">API keys</h2>
            {make}
          </div>
          <KeyRows items={items} revokes={abilities.revoke} />
        </section>
      )}
      <CreateKeyDialog opened={making} onClose={() => setMaking(false)} grantable={grantable} />
    </div>
  );
}
