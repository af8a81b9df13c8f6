import { Button } from "@mantine/core";
import { useState } from "react";
import type { Diagram } from "@/lib/graph/diagram.ts";
import type { Assumption, Operation } from "@/lib/graph/schema.ts";
import { ChoiceCell, RemoveCell, TextCell, type Option } from "./cells.tsx";
import { RowList } from "./row-list.tsx";
import { elementOptions, hasWords, NONE, zoneOptions, type TableContext } from "./table-types.ts";

const states = [
  { value: "open", label: "Open" },
  { value: "confirmed", label: "Confirmed" },
  { value: "wrong", label: "Wrong" },
] as const;

function aboutOptions(diagram: Diagram): Option[] {
  const zones = zoneOptions(diagram).filter(({ value }) => value !== NONE);
  return [{ value: NONE, label: "Everything" }, ...zones, ...elementOptions(diagram)];
}

function AssumptionRow({ assumption, context }: { assumption: Assumption; context: TableContext }) {
  const { diagram, edit, readOnly } = context;
  const { id, text } = assumption;
  const what = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const set = (change: Extract<Operation, { part: "assumption"; do: "set" }>["set"]): void => {
    edit.propose([{ do: "set", part: "assumption", id, set: change }], "Changed an assumption");
  };
  return (
    <tr>
      <td>
        <TextCell
          label={`Assumption: ${what}`}
          value={text}
          required
          longest={2000}
          readOnly={readOnly}
          onCommit={(next) => set({ text: next })}
        />
      </td>
      <td>
        <ChoiceCell
          label={`What it is about: ${what}`}
          value={assumption.aboutId ?? NONE}
          options={() => aboutOptions(diagram)}
          readOnly={readOnly}
          onCommit={(value) => set({ aboutId: value === NONE ? null : value })}
        />
      </td>
      <td>
        <ChoiceCell
          label={`State: ${what}`}
          value={assumption.state}
          options={() => states}
          readOnly={readOnly}
          onCommit={(value) => {
            const state = states.find((one) => one.value === value)?.value;
            if (state !== undefined) set({ state });
          }}
        />
      </td>
      <td>
        <input
          key={assumption.validUntil ?? ""}
          type="date"
          className="mk-cell"
          aria-label={`Valid until: ${what}`}
          defaultValue={assumption.validUntil ?? ""}
          readOnly={readOnly}
          onBlur={(event) => {
            const next = event.currentTarget.value === "" ? null : event.currentTarget.value;
            if (next !== assumption.validUntil) set({ validUntil: next });
          }}
        />
      </td>
      <td>
        <RemoveCell
          what={`the assumption ${what}`}
          readOnly={readOnly}
          onRemove={() => edit.propose([{ do: "remove", part: "assumption", id }], "Removed an assumption")}
        />
      </td>
    </tr>
  );
}

function AddAssumption({ context: { edit, newId } }: { context: TableContext }) {
  const [text, setText] = useState("");
  const add = (): void => {
    const value = { id: newId(), text: text.trim(), aboutId: null, state: "open" as const };
    const operation: Operation = {
      do: "add",
      part: "assumption",
      value: { ...value, validUntil: null, externalId: null },
    };
    edit.propose([operation], "Added an assumption");
    setText("");
  };
  return (
    <form
      className="mk-list-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") add();
      }}
    >
      <input
        className="mk-cell"
        aria-label="New assumption"
        placeholder="What do you take for granted?"
        value={text}
        maxLength={2000}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" size="xs" disabled={text.trim() === ""}>
        Add assumption
      </Button>
    </form>
  );
}

const columns = ["Assumption", "About", "State", "Valid until"];

/** All assumptions, each with its words, what it is about, its state and until when it holds. */
export function AssumptionList({ context }: { context: TableContext }) {
  const { diagram, readOnly, query } = context;
  const all = [...diagram.assumption.values()];
  const shown = all.filter(({ text }) => hasWords(query, text)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return (
    <RowList
      title="Assumptions"
      columns={columns}
      total={all.length}
      empty="No assumptions yet."
      action={readOnly ? null : <AddAssumption context={context} />}
      rows={shown.map((assumption) => ({
        id: assumption.id,
        row: <AssumptionRow key={assumption.id} assumption={assumption} context={context} />,
      }))}
    />
  );
}
