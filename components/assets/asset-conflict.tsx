"use client";

import { FieldText } from "@/components/inventory/field-text.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { ConflictDialog, type ConflictSide } from "@/components/ui/conflict-dialog.tsx";
import { Diff } from "@/components/ui/diff.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { AssetDto } from "@/lib/inventory/assets/schema.ts";
import { sameValue } from "@/lib/inventory/rules.ts";
import { nodeName } from "@/lib/lineage/rules.ts";
import { changedValues, flatLabel, flatValues, flatWords, valuesOf, type FlatValues } from "./asset-form.ts";

export type Conflict = {
  /** The record the form began with. */
  base: AssetDto;
  /** The record as somebody else saved it meanwhile. */
  theirs: AssetDto;
  /** What was to be saved. */
  yours: FlatValues;
  who: string;
};

type AssetConflictProps = {
  conflict: Conflict | null;
  /** Saves these changes on top of their version. */
  onSave: (changes: FlatValues, conflict: Conflict) => Promise<void>;
  onClose: () => void;
};

/** What the other person changed, and which of it you changed to something else. */
export function comparedFields({ base, theirs, yours }: Pick<Conflict, "base" | "theirs" | "yours">) {
  const theirChanges = changedValues(valuesOf(base), valuesOf(theirs));
  const changed = Object.keys(theirChanges);
  const both = changed.filter((field) => field in yours && !sameValue(yours[field], theirChanges[field]));
  return { changed, both };
}

function namesIn({ base, theirs }: Conflict): Record<string, string> {
  const people = [base.owner, theirs.owner].filter((person) => person !== null);
  const nodes = [...base.links, ...theirs.links].map(({ node }) => node);
  return Object.fromEntries([
    ...people.map(({ id, name }) => [id, name]),
    ...nodes.map((node) => [node.id, nodeName(node)]),
  ]) as Record<string, string>;
}

/** Somebody else saved first: fields that both changed are chosen one by one; without any, their changes are shown. */
export function AssetConflict({ conflict, onSave, onClose }: AssetConflictProps) {
  if (conflict === null) return null;
  const { base, theirs, yours, who } = conflict;
  const { changed, both } = comparedFields(conflict);
  const [old, now] = [flatValues(valuesOf(base)), flatValues(valuesOf(theirs))];
  const names = namesIn(conflict);
  const words = (field: string, value: unknown) => {
    const text = flatWords(base.kind, field, value, names);
    return text === null ? null : <FieldText>{text}</FieldText>;
  };
  const labelled = (field: string) => ({ field, label: flatLabel(base.kind, field) });
  if (both.length === 0) {
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
        <Diff
          changes={changed.map((field) => ({
            ...labelled(field),
            before: words(field, old[field]),
            after: words(field, now[field]),
          }))}
        />
      </ConfirmDialog>
    );
  }
  const resolve = (choices: Record<string, ConflictSide>) => {
    const kept = Object.entries(yours).filter(([field]) => choices[field] !== "theirs");
    void onSave(Object.fromEntries(kept), conflict);
  };
  return (
    <ConflictDialog
      opened
      who={who}
      when={<RelativeTime at={theirs.updatedAt} />}
      fields={both.map((field) => ({
        ...labelled(field),
        theirs: words(field, now[field]),
        yours: words(field, yours[field]),
      }))}
      onResolve={resolve}
      onClose={onClose}
    />
  );
}
