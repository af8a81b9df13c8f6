"use client";

import "@/components/people/settings.css";
import { ActionIcon, Button } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus } from "@tabler/icons-react";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Mono } from "@/components/ui/mono.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { archiveField, fieldsQuery, restoreField, updateField } from "@/lib/fields/api.ts";
import { fieldTypeLabels } from "@/lib/fields/rules.ts";
import type { FieldDto } from "@/lib/fields/schema.ts";
import { nodePlurals } from "@/lib/inventory/assets/rules.ts";
import { FieldDialog } from "./field-dialog.tsx";

type Acts = {
  onEdit: (field: FieldDto) => void;
  onArchive: (field: FieldDto) => void;
  onRestore: (field: FieldDto) => void;
  /** Puts the field where its neighbour is. */
  onMove: (field: FieldDto, neighbour: FieldDto) => void;
};

function Words({ field }: { field: FieldDto }) {
  const kinds = field.appliesTo.map((kind) => nodePlurals[kind]).join(", ");
  return (
    <div className="mk-rows-words">
      <strong>
        {field.label} {field.state === "archived" ? <Badge tone="amber">Archived</Badge> : null}
      </strong>
      <span>
        {fieldTypeLabels[field.type]}
        {field.type === "choice" ? `: ${field.choices.join(", ")}` : ""} · <Mono>{field.key}</Mono>
      </span>
      <span>Asked for on: {kinds}</span>
      {field.help === "" ? null : <span>{field.help}</span>}
    </div>
  );
}

type RowProps = { field: FieldDto; above: FieldDto | undefined; below: FieldDto | undefined; acts: Acts | undefined };

function FieldRow({ field, above, below, acts }: RowProps) {
  if (acts === undefined) {
    return (
      <li>
        <Words field={field} />
      </li>
    );
  }
  if (field.state === "archived") {
    return (
      <li>
        <Words field={field} />
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Restore ${field.label}`}
          onClick={() => acts.onRestore(field)}
        >
          Restore
        </Button>
      </li>
    );
  }
  return (
    <li>
      <Words field={field} />
      <div className="mk-rows-actions">
        {(
          [
            [IconArrowUp, "up", above],
            [IconArrowDown, "down", below],
          ] as const
        ).map(([Icon, way, neighbour]) => (
          <ActionIcon
            key={way}
            variant="default"
            size={26}
            aria-label={`Move ${field.label} ${way}`}
            disabled={neighbour === undefined}
            onClick={() => (neighbour === undefined ? undefined : acts.onMove(field, neighbour))}
          >
            <Icon aria-hidden />
          </ActionIcon>
        ))}
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Change ${field.label}`}
          onClick={() => acts.onEdit(field)}
        >
          Change
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Archive ${field.label}`}
          onClick={() => acts.onArchive(field)}
        >
          Archive
        </Button>
      </div>
    </li>
  );
}

function Rows({ fields, acts }: { fields: readonly FieldDto[]; acts: Acts | undefined }) {
  return (
    <ul className="mk-rows">
      {fields.map((field, at) => (
        <FieldRow key={field.id} field={field} above={fields[at - 1]} below={fields[at + 1]} acts={acts} />
      ))}
    </ul>
  );
}

/** What can be done with the fields; each step tells how it went and fetches the list again. */
function useFieldActs() {
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: ["custom_field"] });
  const version = ({ version: expectedVersion }: FieldDto) => ({ expectedVersion });
  const restore = async (field: FieldDto) => {
    await restoreField(field.id, version(field));
    await again();
    toastDone({ message: `${field.label} restored.` });
  };
  const archive = async (field: FieldDto) => {
    const archived = await archiveField(field.id, version(field));
    await again();
    toastDone({ message: `${field.label} archived.`, undo: () => restore(archived) });
  };
  const move = async (field: FieldDto, neighbour: FieldDto) => {
    try {
      await updateField(field.id, { ...version(field), position: neighbour.position });
    } finally {
      await again();
    }
  };
  return { restore, archive, move };
}

/** The organization's own fields: make, change, put in order, archive. */
export function FieldsPage() {
  const { data } = useSuspenseQuery(fieldsQuery());
  const { restore, archive, move } = useFieldActs();
  const [editing, setEditing] = useState<FieldDto | null | undefined>();
  const [archiving, setArchiving] = useState<FieldDto>();
  const { items, abilities } = data;
  const active = items.filter(({ state }) => state === "active");
  const archived = items.filter(({ state }) => state === "archived");
  const acts: Acts | undefined = abilities.manage
    ? {
        onEdit: setEditing,
        onArchive: setArchiving,
        onRestore: (field) => void restore(field).catch(toastProblem),
        onMove: (field, neighbour) => void move(field, neighbour).catch(toastProblem),
      }
    : undefined;
  const add = abilities.manage ? (
    <Button leftSection={<IconPlus aria-hidden />} onClick={() => setEditing(null)}>
      Add a field
    </Button>
  ) : undefined;
  return (
    <div className="mk-settings">
      {items.length === 0 ? (
        <EmptyState title="No fields of your own yet" {...(add === undefined ? {} : { action: add })}>
          What your organization must record besides: a cost centre, the date of a works council agreement, a review
          rhythm. Each field appears in the forms and on the pages of the kinds of things you choose.
        </EmptyState>
      ) : (
        <section aria-labelledby="fields-heading">
          <div className="mk-settings-head">
            <h2 id="fields-heading">Own fields</h2>
            {add}
          </div>
          <p className="mk-settings-help">They appear in forms and on pages in this order.</p>
          <Rows fields={active} acts={acts} />
        </section>
      )}
      {archived.length === 0 ? null : (
        <section aria-labelledby="archived-heading">
          <div className="mk-settings-head">
            <h2 id="archived-heading">Archived</h2>
          </div>
          <Rows fields={archived} acts={acts} />
        </section>
      )}
      <FieldDialog opened={editing !== undefined} field={editing ?? null} onClose={() => setEditing(undefined)} />
      <ConfirmDialog
        opened={archiving !== undefined}
        onClose={() => setArchiving(undefined)}
        title={`Archive ${archiving?.label ?? ""}?`}
        confirmLabel="Archive field"
        onConfirm={async () => {
          if (archiving !== undefined) await archive(archiving);
        }}
      >
        It is no longer asked for. What was filled in stays readable, and the field can be restored at any time.
      </ConfirmDialog>
    </div>
  );
}
