import "./badge.css";
import { IconAlertTriangle, IconCheck, IconInfoCircle, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** Colour by meaning: red acts now, amber soon, green is verified, blue informs, accent is chosen, neutral is a plain fact. */
export type Tone = "neutral" | "red" | "amber" | "green" | "blue" | "accent";

export function Badge({ tone = "neutral", icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className="mk-badge" data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}

const marks: Record<Tone, ReactNode> = {
  neutral: null,
  accent: null,
  red: <IconX aria-hidden />,
  amber: <IconAlertTriangle aria-hidden />,
  green: <IconCheck aria-hidden />,
  blue: <IconInfoCircle aria-hidden />,
};

/** A state in words with the mark of its tone, so that it is readable without colour. */
export function StateBadge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <Badge tone={tone} icon={marks[tone]}>
      {children}
    </Badge>
  );
}
