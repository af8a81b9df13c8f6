"use client";

import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { ConflictDialog, type ConflictField, type ConflictSide } from "@/components/ui/conflict-dialog.tsx";
import { Diff } from "@/components/ui/diff.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { fieldLabels, sameValue } from "@/lib/inventory/rules.ts";
import type { ModelDto, ModelForm } from "@/lib/inventory/schema.ts";
import { fieldText, FieldText } from "./field-text.tsx";

export type Conflict = {
  /** The record the form began with. */
  base: ModelDto;
  /** The record as somebody else saved it meanwhile. */
  theirs: ModelDto;
  /** What was to be saved. */
  yours: Partial<ModelForm>;
  who: string;
};

type EditConflictProps = {
  conflict: Conflict | null;
  /** Saves these changes on top of their version. */
  onSave: (changes: Partial<ModelForm>, conflict: Conflict) => Promise<void>;
  onClose: () => void;
};

const fieldNames = Object.keys(fieldLabels).filter(
  (field) => field !== "slug" && field !== "state",
) as (keyof ModelForm)[];

/** Fields the other person changed, and which of those you changed to something else. */
export function comparedFields({ base, theirs, yours }: Pick<Conflict, "base" | "theirs" | "yours">) {
  const changed = fieldNames.filter((field) => !sameValue(theirs[field], base[field]));
  const both = changed.filter((field) => field in yours && !sameValue(yours[field], theirs[field]));
  return { changed, both };
}

function namesIn(conflict: Conflict): Record<string, string> {
  const people = [conflict.base.owner, conflict.theirs.owner].filter((person) => person !== null);
  return Object.fromEntries(people.map(({ id, name }) => [id, name]));
}

function words(conflict: Conflict, field: keyof ModelForm, value: unknown) {
  const text = fieldText(field, value, namesIn(conflict));
  return text === null ? null : <FieldText>{text}</FieldText>;
}

/** Somebody else saved first: fields that both changed are chosen one by one; without any, their changes are shown. */
export function EditConflict({ conflict, onSave, onClose }: EditConflictProps) {
  if (conflict === null) return null;
  const { base, theirs, yours, who } = conflict;
  const { changed, both } = comparedFields(conflict);
  if (both.length === 0) {
    const changes = changed.map((field) => ({
      field,
      label: fieldLabels[field],
      before: words(conflict, field, base[field]),
      after: words(conflict, field, theirs[field]),
    }));
    return (
      <ConfirmDialog
        opened
        onClose={onClose}
        title={`${who} changed this too`}
        confirmLabel="Save mine as well"
        onConfirm={() => onSave(yours, conflict)}
      >
        <p>
          {who} saved a change <RelativeTime at={theirs.updatedAt} /> while you were editing. It touches none of the
          fields that you changed, so both can stand.
        </p>
        <Diff changes={changes} />
      </ConfirmDialog>
    );
  }
  const fields: ConflictField[] = both.map((field) => ({
    field,
    label: fieldLabels[field],
    theirs: words(conflict, field, theirs[field]),
    yours: words(conflict, field, yours[field]),
  }));
  const resolve = (choices: Record<string, ConflictSide>) => {
    const kept = Object.entries(yours).filter(([field]) => choices[field] !== "theirs");
    void onSave(Object.fromEntries(kept), conflict);
  };
  return (
    <ConflictDialog
      opened
      who={who}
      when={<RelativeTime at={theirs.updatedAt} />}
      fields={fields}
      onResolve={resolve}
      onClose={onClose}
    />
  );
}
