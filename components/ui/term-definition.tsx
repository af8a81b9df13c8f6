"use client";

import "./term-definition.css";
import { Tooltip } from "@mantine/core";
import type { ReactNode } from "react";

/** A word of the field with its definition on hover, focus and touch. */
export function TermDefinition({ definition, children }: { definition: string; children: ReactNode }) {
  return (
    <Tooltip label={definition}>
      <button type="button" className="mk-term">
        {children}
      </button>
    </Tooltip>
  );
}
