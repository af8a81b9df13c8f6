"use client";

import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { StateBadge } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { FileDrop } from "@/components/ui/file-drop.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { Section } from "@/components/ui/section.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { retireThreatPack, saveThreatPack, threatPacksQuery } from "@/lib/threats/packs/api.ts";
import type { ThreatPackDto } from "@/lib/threats/packs/schema.ts";
import { counted } from "./threat-words.ts";

const marks = {
  built_in: { tone: "neutral", words: "Comes with Modelkeep" },
  active: { tone: "green", words: "In use" },
  retired: { tone: "amber", words: "Out of use" },
} as const;

const MOST_BYTES = 5_000_000;

function Item({ pack, onRetire }: { pack: ThreatPackDto; onRetire: (() => void) | undefined }) {
  const { tone, words } = marks[pack.state];
  const use = pack.state === "active" ? `, switched on in ${counted(pack.usedBy, "threat model")}` : "";
  return (
    <li>
      <span>
        <strong>{pack.name}</strong> <span className="mk-num">{pack.packVersion}</span>{" "}
        <StateBadge tone={tone}>{words}</StateBadge>
      </span>
      <span className="mk-3">
        {counted(pack.threats, "threat")}
        {use}
      </span>
      {onRetire === undefined ? null : (
        <Button variant="default" size="xs" onClick={onRetire}>
          Take out of use
        </Button>
      )}
    </li>
  );
}

function useSaving() {
  const client = useQueryClient();
  const [problem, setProblem] = useState<unknown>();
  const read = async (file: File) => {
    setProblem(undefined);
    try {
      const saved = await saveThreatPack(JSON.parse(await file.text()) as unknown);
      toastDone({ message: `${saved.name} stored with ${counted(saved.threats, "threat")}.` });
      await client.invalidateQueries({ queryKey: ["threat_pack"] });
    } catch (error) {
      setProblem(error instanceof SyntaxError ? new Error("This file is not JSON. Nothing was stored.") : error);
    }
  };
  return { problem, read };
}

/** Packs of threats: those of the product, and the organization's own. */
export function ThreatPacks() {
  const client = useQueryClient();
  const packs = useQuery(threatPacksQuery());
  const { problem, read } = useSaving();
  const [retiring, setRetiring] = useState<ThreatPackDto>();
  if (packs.isPending) return <TextSkeleton lines={3} />;
  if (packs.isError) return <ProblemPanel error={packs.error} onRetry={() => void packs.refetch()} />;
  const { items, abilities } = packs.data;
  const retire = async (pack: ThreatPackDto) => {
    await retireThreatPack(pack.key, pack.version);
    await client.invalidateQueries({ queryKey: ["threat_pack"] });
    setRetiring(undefined);
  };
  return (
    <Section title="Threat packs" note="Lists of threats that diagrams are checked against">
      <ul className="mk-packs">
        {items.map((pack) => (
          <Item
            key={pack.key}
            pack={pack}
            onRetire={abilities.manage && pack.state === "active" ? () => setRetiring(pack) : undefined}
          />
        ))}
      </ul>
      {abilities.manage ? (
        <FileDrop
          what="a threat pack (JSON)"
          accept=".json,application/json"
          maxBytes={MOST_BYTES}
          onFile={(file) => void read(file)}
          note="A pack with the same id takes the place of the stored one."
        />
      ) : null}
      {problem === undefined ? null : <ProblemPanel error={problem} />}
      {retiring === undefined ? null : (
        <ConfirmDialog
          opened
          onClose={() => setRetiring(undefined)}
          title={`Take ${retiring.name} out of use`}
          confirmLabel="Take out of use"
          onConfirm={() => retire(retiring)}
        >
          It suggests nothing any more. What was decided about its {counted(retiring.threats, "threat")} stays.
        </ConfirmDialog>
      )}
    </Section>
  );
}
