"use client";

import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useReauthentication } from "@/components/people/use-reauthentication.tsx";
import { StateBadge } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { Mono } from "@/components/ui/mono.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { removeWitness, updateWitness } from "@/lib/transparency/api.ts";
import { standingOf } from "@/lib/transparency/rules.ts";
import type { WitnessDetail } from "@/lib/transparency/schema.ts";
import { standingWords } from "./standing-words.ts";
import { WitnessDialog } from "./witness-dialog.tsx";

const count = (entries: number): string => `${entries.toLocaleString("en")} ${entries === 1 ? "entry" : "entries"}`;

function Cosigned({ cosigned }: Pick<WitnessDetail, "cosigned">) {
  if (cosigned === null) return <>It has not cosigned yet.</>;
  return (
    <>
      Last cosigned <RelativeTime at={cosigned.at} />: a log of {count(cosigned.size)}.
    </>
  );
}

function Failure({ attempt }: Pick<WitnessDetail, "attempt">) {
  if (attempt === null || attempt.problem === null) return null;
  const { failures, nextAt } = attempt;
  return (
    <span className="mk-witness-problem">
      “{attempt.problem}” {failures === 1 ? "once" : `${failures.toLocaleString("en")} times in a row`}, last{" "}
      <RelativeTime at={attempt.at} />
      {nextAt === null ? null : (
        <>
          ; asked again <RelativeTime at={nextAt} />
        </>
      )}
      .
    </span>
  );
}

function WitnessActions({ witness }: { witness: WitnessDetail }) {
  const { attempt, dialog } = useReauthentication();
  const client = useQueryClient();
  const [open, setOpen] = useState<"change" | "remove">();
  const { id, name, version, state } = witness;
  const close = (): void => setOpen(undefined);
  async function change(call: () => Promise<unknown>, message: string): Promise<void> {
    await attempt(call);
    await client.invalidateQueries({ queryKey: ["witness"] });
    toastDone({ message });
  }
  const paused = state === "paused";
  const turn = (): void =>
    void change(
      () => updateWitness({ id, expectedVersion: version, state: paused ? "active" : "paused" }),
      paused ? `${name} is asked again.` : `${name} is paused.`,
    ).catch(toastProblem);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${name}`}>
            <IconDots aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen("change")}>Change name or address</Menu.Item>
          <Menu.Item onClick={turn}>{paused ? "Ask it again" : "Pause"}</Menu.Item>
          <Menu.Item color="red" onClick={() => setOpen("remove")}>
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <WitnessDialog opened={open === "change"} onClose={close} witness={witness} />
      <ConfirmDialog
        opened={open === "remove"}
        onClose={close}
        title={`Remove ${name}`}
        confirmLabel="Remove witness"
        danger
        onConfirm={() => change(() => removeWitness(id, version), `${name} removed.`)}
      >
        It is not asked any more, and new checkpoints go without its cosignature. What it cosigned stays in the trail.
        If no other witness is left, entries are sealed but not witnessed.
      </ConfirmDialog>
      {dialog}
    </>
  );
}

/** A witness: how it stands in words, what it cosigned last, why it fails, and what can be done with it. */
export function WitnessRow({ witness, size, manages }: { witness: WitnessDetail; size: number; manages: boolean }) {
  const { tone, label, meaning } = standingWords[standingOf(witness, size)];
  const [keyName = "", keyId = ""] = witness.vkey.split("+");
  return (
    <li>
      <div className="mk-rows-words">
        <strong>
          {witness.name} <StateBadge tone={tone}>{label}</StateBadge>
        </strong>
        <span>
          <Cosigned cosigned={witness.cosigned} /> {meaning}
        </span>
        <Failure attempt={witness.attempt} />
        <span>
          <Mono copy={witness.vkey} what={`key of ${witness.name}`}>
            {keyName}+{keyId}
          </Mono>{" "}
          at <span className="mk-mono">{witness.url}</span>
        </span>
      </div>
      {manages ? <WitnessActions witness={witness} /> : null}
    </li>
  );
}
