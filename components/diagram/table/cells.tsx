import { ActionIcon, Tooltip } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";

export type Option = { value: string; label: string };

interface TextCellProps {
  label: string;
  value: string;
  onCommit: (value: string) => void;
  readOnly: boolean;
  /** Leaving it empty brings back what was there. */
  required?: boolean;
  longest?: number;
}

/** A text that can be written over: leaving it or Enter keeps it, Escape brings back what was there. */
export function TextCell({ label, value, onCommit, readOnly, required = false, longest = 200 }: TextCellProps) {
  return (
    <input
      key={value}
      className="mk-cell"
      aria-label={label}
      defaultValue={value}
      readOnly={readOnly}
      maxLength={longest}
      onBlur={(event) => {
        const next = event.currentTarget.value.trim();
        if (next === value) return;
        if (next === "" && required) event.currentTarget.value = value;
        else onCommit(next);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key !== "Escape") return;
        event.currentTarget.value = value;
        event.stopPropagation();
      }}
    />
  );
}

interface ChoiceCellProps {
  label: string;
  value: string;
  options: () => readonly Option[];
  onCommit: (value: string) => void;
  readOnly: boolean;
}

/** A choice from a list. The list is made when somebody comes to it: a table of many rows has many lists. */
export function ChoiceCell({ label, value, options, onCommit, readOnly }: ChoiceCellProps) {
  const [near, setNear] = useState(false);
  const all = options();
  const shown = near ? all : all.filter((option) => option.value === value);
  return (
    <select
      className="mk-cell"
      aria-label={label}
      value={value}
      disabled={readOnly}
      onPointerDown={() => setNear(true)}
      onFocus={() => setNear(true)}
      onChange={(event) => onCommit(event.currentTarget.value)}
    >
      {shown.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** Removes a row; can be undone. */
export function RemoveCell({ what, onRemove, readOnly }: { what: string; onRemove: () => void; readOnly: boolean }) {
  if (readOnly) return null;
  return (
    <Tooltip label={`Remove ${what}`} openDelay={400}>
      <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${what}`} onClick={onRemove}>
        <IconTrash aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
