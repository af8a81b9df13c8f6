"use client";

import "./prove-history.css";
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { IconLink } from "@tabler/icons-react";
import { describeProblem } from "@/components/ui/problem-text.ts";
import { decodeBase64 } from "@/lib/merkle/base64.ts";
import { readChain } from "@/lib/trail/api.ts";
import type { ChainFinding } from "@/lib/trail-check/check-chain.ts";
import { CheckMark } from "./check-mark.tsx";

interface ProveHistoryProps {
  entityType: string;
  entityId: string;
  /** How many entries the newest version says there are. */
  entries: number;
}

async function prove({ entityType, entityId }: Omit<ProveHistoryProps, "entries">): Promise<ChainFinding> {
  const [{ browserCrypto }, { checkChain }, leaves] = await Promise.all([
    import("@/lib/trail-check/crypto-browser.ts"),
    import("@/lib/trail-check/check-chain.ts"),
    readChain(entityType, entityId),
  ]);
  return checkChain(browserCrypto, { type: entityType, id: entityId }, leaves.map(decodeBase64));
}

function said(finding: ChainFinding): string {
  if (finding.state === "empty") return "There is no entry.";
  if (finding.state === "broken") return `The history has a gap: ${finding.words}.`;
  const { entries } = finding;
  return entries === 1
    ? "Checked in this browser: the one entry is the first, nothing came before it."
    : `Checked in this browser: ${entries.toLocaleString("en")} entries, each names the one before, none is missing.`;
}

/** Checks in this browser that the history of a thing is whole, from its newest entry back to the first. */
export function ProveHistory(props: ProveHistoryProps) {
  const check = useMutation({ mutationFn: prove });
  return (
    <div className="mk-prove">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconLink aria-hidden />}
        loading={check.isPending}
        onClick={() => check.mutate(props)}
      >
        Prove this history
      </Button>
      <span role="status" className="mk-prove-said">
        {check.data === undefined ? null : (
          <>
            <CheckMark state={check.data.state === "whole" ? "pass" : "fail"} />
            {said(check.data)}
          </>
        )}
        {check.isError ? `${describeProblem(check.error).title}. Try again.` : null}
      </span>
    </div>
  );
}
