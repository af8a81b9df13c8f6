import type { ReactNode } from "react";
import { flatImage } from "@/lib/inventory/assets/history-rules.ts";
import { kindLabels, sensitivityLabels, stageLabels } from "@/lib/inventory/rules.ts";
import { plainFieldLabel } from "@/lib/rules/trail/thing-words.ts";
import { valueWords } from "@/lib/trail/rules.ts";

const labels: Record<string, Readonly<Record<string, string>>> = {
  kind: kindLabels,
  sensitivity: sensitivityLabels,
  stage: stageLabels,
};

/** Documents as lines; own fields as "cost centre: 4711". */
function flatValue(field: string, value: unknown): string[] {
  const flat = Object.entries(flatImage({ [field]: value }, {}) ?? {});
  if (field === "documents") return flat.flatMap(([, lines]) => (Array.isArray(lines) ? lines.map(String) : []));
  return flat.map(([key, each]) => `${plainFieldLabel(key.replace("custom.", ""))}: ${String(each)}`);
}

/** A field's value in words; null where there is nothing. `people` names owners by id. */
export function fieldText(field: string, value: unknown, people: Readonly<Record<string, string>> = {}): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (field === "documents" || field === "custom") return valueWords("model", field, flatValue(field, value), people);
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(", ");
  if (typeof value !== "string") return JSON.stringify(value);
  if (field === "ownerId") return people[value] ?? "somebody who has left";
  return labels[field]?.[value] ?? value;
}

/** The same for showing: line breaks stay. */
export function FieldText({ children }: { children: ReactNode }) {
  return <span style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{children}</span>;
}
