"use client";

import "@/components/people/settings.css";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { evidenceQuery } from "@/lib/evidence/api.ts";
import type { EvidenceItem } from "@/lib/evidence/schema.ts";
import { AddEvidenceDialog } from "./add-evidence-dialog.tsx";
import { EvidenceRow } from "./evidence-row.tsx";
import { WithdrawDialog } from "./withdraw-dialog.tsx";

/** Evidence about one thing, of any kind: files and links, to add, take out and withdraw. */
export function EvidencePanel({ entityType, entityId }: { entityType: string; entityId: string }) {
  const about = { entityType, entityId };
  const evidence = useQuery(evidenceQuery(about));
  const [adding, setAdding] = useState(false);
  const [withdrawing, setWithdrawing] = useState<EvidenceItem>();
  if (evidence.isError) return <ProblemPanel error={evidence.error} onRetry={() => void evidence.refetch()} />;
  if (evidence.data === undefined) return <TextSkeleton />;
  const { items, abilities } = evidence.data;
  const add = abilities.add ? (
    <Button variant="default" leftSection={<IconPlus aria-hidden />} onClick={() => setAdding(true)}>
      Add evidence
    </Button>
  ) : undefined;
  return (
    <section aria-labelledby="evidence-heading">
      <div className="mk-settings-head">
        <h2 id="evidence-heading">Evidence</h2>
        {items.length === 0 ? null : add}
      </div>
      {items.length === 0 ? (
        <EmptyState inline title="No evidence yet" action={add}>
          Reports, test results and tickets that show what was done. Files are stored encrypted with their digest.
        </EmptyState>
      ) : (
        <ul className="mk-rows">
          {items.map((item) => (
            <EvidenceRow key={item.id} item={item} onWithdraw={() => setWithdrawing(item)} />
          ))}
        </ul>
      )}
      <AddEvidenceDialog about={about} opened={adding} onClose={() => setAdding(false)} />
      <WithdrawDialog item={withdrawing} onClose={() => setWithdrawing(undefined)} />
    </section>
  );
}
