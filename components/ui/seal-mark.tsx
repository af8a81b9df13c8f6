"use client";

import "./marks.css";
import { Tooltip } from "@mantine/core";
import type { ReactNode } from "react";

export type SealState = "committed" | "sealed" | "witnessed";

const shapes: Record<SealState, ReactNode> = {
  committed: <circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" strokeWidth="1.4" />,
  sealed: (
    <>
      <circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <circle cx="8" cy="8" r="3.4" fill="currentColor" />
    </>
  ),
  witnessed: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path
        d="M4.9 8.2l2.1 2.1l4.1-4.4"
        fill="none"
        stroke="var(--bg)"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
};

const words: Record<SealState, { label: string; meaning: string }> = {
  committed: {
    label: "Committed",
    meaning: "Committed: stored with its entry, waiting for the next signed checkpoint.",
  },
  sealed: { label: "Sealed", meaning: "Sealed: under a checkpoint signed by the log." },
  witnessed: {
    label: "Witnessed",
    meaning: "Witnessed: a witness outside this installation has signed the checkpoint.",
  },
};

/** How far an entry of the trail is proven: ring, ring with dot, disc with check. The meaning shows on hover and focus. */
export function SealMark({ state, withWord = false }: { state: SealState; withWord?: boolean }) {
  return (
    <Tooltip label={words[state].meaning}>
      <span className="mk-seal">
        <svg
          viewBox="0 0 16 16"
          {...(withWord ? { "aria-hidden": true } : { role: "img", "aria-label": words[state].label })}
        >
          {shapes[state]}
        </svg>
        {withWord ? words[state].label : null}
      </span>
    </Tooltip>
  );
}
