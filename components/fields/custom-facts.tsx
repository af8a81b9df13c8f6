"use client";

import { useQuery } from "@tanstack/react-query";
import { shortDay } from "@/components/trail/entry-time.ts";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { Section } from "@/components/ui/section.tsx";
import { fieldsQuery } from "@/lib/fields/api.ts";
import { fieldValueWords } from "@/lib/fields/rules.ts";
import type { CustomValues, FieldDto } from "@/lib/fields/schema.ts";
import type { NodeType } from "@/lib/inventory/assets/rules.ts";

type Value = CustomValues[string] | undefined;

function valueNode({ type }: Pick<FieldDto, "type">, value: Value) {
  const words = fieldValueWords(value);
  if (words !== null && type === "date" && !Number.isNaN(Date.parse(words))) return shortDay(words, "UTC");
  if (words === null || type !== "address" || !/^https?:\/\//i.test(words)) return words;
  return (
    <a className="mk-link" href={words} target="_blank" rel="noreferrer noopener nofollow">
      {words}
    </a>
  );
}

/** The fields that a page shows: those asked for of this kind, and archived ones that are filled in. */
function shownFields(fields: readonly FieldDto[], type: NodeType, values: CustomValues): FieldDto[] {
  const filled = (key: string): boolean => fieldValueWords(values[key]) !== null;
  return fields.filter(({ key, state, appliesTo }) => filled(key) || (state === "active" && appliesTo.includes(type)));
}

/** The organization's own fields of a thing as a section; nothing where it has none. */
export function CustomFacts({ type, values }: { type: NodeType; values: CustomValues }) {
  const fields = useQuery(fieldsQuery());
  const shown = shownFields(fields.data?.items ?? [], type, values);
  if (shown.length === 0) return null;
  return (
    <Section title="Own fields">
      <KeyValueList
        lines
        items={shown.map((field) => ({ label: field.label, value: valueNode(field, values[field.key]) }))}
      />
    </Section>
  );
}
