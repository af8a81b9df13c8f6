"use client";

import "./mono.css";
import { Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { copyText } from "./copy-text.ts";

type Outcome = "ready" | "copied" | "refused";

/** A small button that copies `value`; `what` names it for the tooltip and for screen readers ("request id"). */
export function CopyButton({ value, what }: { value: string; what: string }) {
  const [outcome, setOutcome] = useState<Outcome>("ready");
  useEffect(() => {
    if (outcome === "ready") return undefined;
    const timer = setTimeout(() => setOutcome("ready"), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const words = { ready: `Copy ${what}`, copied: "Copied", refused: "The browser refused to copy" }[outcome];
  return (
    <Tooltip label={words}>
      <button
        type="button"
        className="mk-copy"
        aria-label={words}
        onClick={() => void copyText(value).then((copied) => setOutcome(copied ? "copied" : "refused"))}
      >
        {outcome === "copied" ? <IconCheck aria-hidden /> : <IconCopy aria-hidden />}
      </button>
    </Tooltip>
  );
}
