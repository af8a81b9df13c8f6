import { Button } from "@mantine/core";
import Link from "next/link";
import { fieldText, FieldText } from "@/components/inventory/field-text.tsx";
import { Diff } from "@/components/ui/diff.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import type { ImportRecord } from "@/lib/imports/schema.ts";
import { fieldLabels } from "@/lib/inventory/rules.ts";

type MatchProps = { record: ImportRecord; asNew: boolean; onAsNew: (asNew: boolean) => void };

const words = (field: string, value: unknown) => {
  const text = fieldText(field, value);
  return text === null ? null : <FieldText>{text}</FieldText>;
};

/** When the file speaks of a model that is there already: what it would change, and the way to register a new one instead. */
export function ReviewMatch({ record, asNew, onAsNew }: MatchProps) {
  const { target, changes, matchedBy, blocked } = record;
  if (target === null) return null;
  const link = (
    <Link className="mk-link" href={`/models/${target.slug}`}>
      {target.name}
    </Link>
  );
  const change = (
    <Button size="compact-sm" variant="default" onClick={() => onAsNew(!asNew)}>
      {asNew ? "Update it instead" : "Register as new instead"}
    </Button>
  );
  if (asNew) {
    return (
      <div className="mk-import-match">
        <Notice tone="blue" title="This will be a new model" action={target.state === "archived" ? undefined : change}>
          {link} has the same {matchedBy === "source" ? "source" : "address"} and stays as it is.
        </Notice>
      </div>
    );
  }
  return (
    <div className="mk-import-match">
      <Notice
        tone={blocked === null ? "blue" : "amber"}
        title={blocked ?? "This model is in the inventory already"}
        action={change}
      >
        The card belongs to {link}.{" "}
        {changes.length === 0
          ? "Its fields stay as they are; the text of the card is replaced."
          : "These fields would change:"}
      </Notice>
      {changes.length === 0 ? null : (
        <Diff
          beforeLabel="Now"
          afterLabel="In the card"
          changes={changes.map(({ field, before, after }) => ({
            field,
            label: fieldLabels[field as keyof typeof fieldLabels] ?? field,
            before: words(field, before),
            after: words(field, after),
          }))}
        />
      )}
    </div>
  );
}
