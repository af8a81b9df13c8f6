import "./inventory.css";
import { IconAlertTriangle, IconFileText, IconPencil, IconSparkles } from "@tabler/icons-react";
import { originWords } from "./origin-words.ts";
import type { FieldOrigin } from "@/lib/inventory/schema.ts";

const icons = {
  "front-matter": IconFileText,
  section: IconFileText,
  file: IconFileText,
  derived: IconSparkles,
  assumed: IconAlertTriangle,
  edited: IconPencil,
} as const;

/** Where a field's value comes from, beside its label. */
export function OriginMark({ origin }: { origin: FieldOrigin }) {
  const Icon = icons[origin.source];
  return (
    <span className="mk-origin" data-source={origin.source}>
      <Icon aria-hidden />
      {originWords(origin)}
    </span>
  );
}
