"use client";

import { IconCircleCheck, IconCircleDot, IconCircle } from "@tabler/icons-react";
import { Tooltip } from "@mantine/core";
import { Badge } from "@/components/ui/badge.tsx";
import type { TrailEntry } from "@/lib/trail/schema.ts";

export type Seal = Pick<TrailEntry, "state" | "witnessedBy">;

const meanings: Record<TrailEntry["state"], string> = {
  committed:
    "Stored together with the change it describes. It waits for the next signed checkpoint, usually one or two seconds.",
  sealed: "Under a checkpoint that the log has signed: it can no longer be changed or removed without being noticed.",
  witnessed:
    "Witnesses outside this installation cosigned a checkpoint that covers it: they would notice another history.",
};

/** The seal in words: "Witnessed by 2". */
export function sealWords({ state, witnessedBy }: Seal): string {
  if (state === "witnessed") return `Witnessed by ${String(witnessedBy)}`;
  return state === "sealed" ? "Sealed, not witnessed" : "Not sealed yet";
}

const icons = {
  committed: <IconCircle aria-hidden />,
  sealed: <IconCircleDot aria-hidden />,
  witnessed: <IconCircleCheck aria-hidden />,
};

/** Its meaning must be reachable by keyboard. */
const reachable = { tabIndex: 0, role: "note" };

/** The seal of an entry as a badge with its meaning on hover and focus. */
export function SealBadge({ seal }: { seal: Seal }) {
  const tone = seal.state === "committed" ? "blue" : "green";
  return (
    <Tooltip label={meanings[seal.state]} multiline maw={320}>
      <span {...reachable} aria-label={`${sealWords(seal)}. ${meanings[seal.state]}`}>
        <Badge tone={tone} icon={icons[seal.state]}>
          {sealWords(seal)}
        </Badge>
      </span>
    </Tooltip>
  );
}
