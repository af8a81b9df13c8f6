import type { ReactNode } from "react";
import { kindLabels, sensitivityLabels, stageLabels } from "@/lib/inventory/rules.ts";

const labels: Record<string, Readonly<Record<string, string>>> = {
  kind: kindLabels,
  sensitivity: sensitivityLabels,
  stage: stageLabels,
};

/** A field's value in words; null where there is nothing. `people` names owners by id. */
export function fieldText(field: string, value: unknown, people: Readonly<Record<string, string>> = {}): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(", ");
  if (typeof value !== "string") return JSON.stringify(value);
  if (field === "ownerId") return people[value] ?? "somebody who has left";
  return labels[field]?.[value] ?? value;
}

/** The same for showing: line breaks stay. */
export function FieldText({ children }: { children: ReactNode }) {
  return <span style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{children}</span>;
}
