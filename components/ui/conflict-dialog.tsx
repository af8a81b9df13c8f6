"use client";

import "./dialog.css";
import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import type { ReactNode } from "react";

export type ConflictSide = "theirs" | "yours";

export interface ConflictField {
  field: string;
  label: string;
  theirs: ReactNode;
  yours: ReactNode;
}

interface ConflictDialogProps {
  opened: boolean;
  /** Who changed it, by name. */
  who: string;
  when?: ReactNode;
  fields: readonly ConflictField[];
  /** One side per field; the caller saves the outcome on top of the newer version. */
  onResolve: (choices: Record<string, ConflictSide>) => void;
  /** Back to the form, with nothing saved and nothing lost. */
  onClose: () => void;
}

interface ChoiceProps {
  field: ConflictField;
  side: ConflictSide;
  chosen: ConflictSide;
  onChoose: (side: ConflictSide) => void;
}

function Choice({ field, side, chosen, onChoose }: ChoiceProps) {
  return (
    <label>
      <input
        type="radio"
        name={`conflict-${field.field}`}
        checked={chosen === side}
        onChange={() => onChoose(side)}
        aria-label={`${field.label}: keep ${side}`}
      />
      <span>{field[side] ?? <span className="mk-3">none</span>}</span>
    </label>
  );
}

function ConflictBody({ who, when, fields, onResolve, onClose }: ConflictDialogProps) {
  const [choices, setChoices] = useState<Record<string, ConflictSide>>({});
  const sideOf = (field: string): ConflictSide => choices[field] ?? "yours";
  const all = (side: ConflictSide) => setChoices(Object.fromEntries(fields.map(({ field }) => [field, side])));
  return (
    <>
      <div className="mk-dialog-text">
        <p>
          {who} saved a change{when === undefined ? "" : " "}
          {when} while you were editing. Nothing was overwritten. Choose what each field should say.
        </p>
      </div>
      <table className="mk-conflict">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">{who}</th>
            <th scope="col">You</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.field}>
              <th scope="row">{field.label}</th>
              {(["theirs", "yours"] as const).map((side) => (
                <td key={side}>
                  <Choice
                    field={field}
                    side={side}
                    chosen={sideOf(field.field)}
                    onChoose={(next) => setChoices({ ...choices, [field.field]: next })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="mk-dialog-actions">
        <Button variant="subtle" color="gray" onClick={() => all("theirs")}>
          Take all of theirs
        </Button>
        <Button variant="default" onClick={onClose}>
          Back to the form
        </Button>
        <Button onClick={() => onResolve(Object.fromEntries(fields.map(({ field }) => [field, sideOf(field)])))}>
          Save these choices
        </Button>
      </div>
    </>
  );
}

/** Two people changed the same thing: shows what the other one wrote beside what you wrote, field by field. */
export function ConflictDialog(props: ConflictDialogProps) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={`${props.who} changed this too`}
      size={640}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <ConflictBody {...props} />
    </Modal>
  );
}
