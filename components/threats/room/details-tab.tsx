import { Button, NumberInput, Select, Switch, Textarea, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import type { EditHistory } from "@/components/diagram/editor-types.ts";
import { elementKinds, trustLevels } from "@/lib/graph/kinds.ts";
import type { Diagram } from "@/lib/graph/diagram.ts";
import type { DiagramElement, Flow, Zone } from "@/lib/graph/schema.ts";

type Change = (set: Record<string, unknown>, label: string) => void;

/** A field that is saved when one leaves it or presses Enter; Escape takes back what was typed. */
function SavedText({
  label,
  value,
  save,
  lines,
}: {
  label: string;
  value: string;
  save: (value: string) => void;
  lines?: boolean;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const done = (): void => {
    if (draft !== null && draft.trim() !== value) save(draft.trim());
    setDraft(null);
  };
  const props = {
    label,
    value: draft ?? value,
    onChange: (event: { currentTarget: { value: string } }) => setDraft(event.currentTarget.value),
    onBlur: done,
  };
  if (lines === true) return <Textarea {...props} autosize minRows={2} maxRows={8} />;
  return (
    <TextInput
      {...props}
      onKeyDown={(event) => {
        if (event.key === "Enter") done();
        if (event.key === "Escape") setDraft(null);
      }}
    />
  );
}

const kindChoices = Object.entries(elementKinds).map(([value, { label }]) => ({ value, label }));

function Scope({ value, change }: { value: string | null; change: Change }) {
  return (
    <>
      <Switch
        label="Out of scope"
        checked={value !== null}
        onChange={(event) =>
          change(
            { outOfScope: event.currentTarget.checked ? "Not looked at in this threat model" : null },
            event.currentTarget.checked ? "Put out of scope" : "Took into scope",
          )
        }
      />
      {value === null ? null : (
        <SavedText label="Why" value={value} save={(why) => change({ outOfScope: why }, "Changed the reason")} />
      )}
    </>
  );
}

function ElementDetails({ element, change }: { element: DiagramElement; change: Change }) {
  return (
    <>
      <SavedText label="Name" value={element.name} save={(name) => change({ name }, "Renamed an element")} />
      <Select
        label="Kind"
        data={kindChoices}
        value={element.kind}
        allowDeselect={false}
        searchable
        onChange={(kind) => (kind === null ? undefined : change({ kind }, "Changed a kind"))}
      />
      <SavedText
        label="Technology"
        value={element.technology}
        save={(technology) => change({ technology }, "Changed a technology")}
      />
      <SavedText
        lines
        label="Description"
        value={element.description}
        save={(description) => change({ description }, "Changed a description")}
      />
      <Scope value={element.outOfScope} change={change} />
    </>
  );
}

function FlowDetails({ flow, change }: { flow: Flow; change: Change }) {
  return (
    <>
      <SavedText label="What flows" value={flow.name} save={(name) => change({ name }, "Renamed a flow")} />
      <SavedText
        label="Protocol"
        value={flow.protocol}
        save={(protocol) => change({ protocol }, "Changed a protocol")}
      />
      <Switch
        label="Flows both ways"
        checked={flow.bidirectional}
        onChange={(event) => change({ bidirectional: event.currentTarget.checked }, "Changed a direction")}
      />
      <SavedText
        lines
        label="Description"
        value={flow.description}
        save={(description) => change({ description }, "Changed a description")}
      />
      <Scope value={flow.outOfScope} change={change} />
    </>
  );
}

const trustChoices = Object.entries(trustLevels).map(([value, label]) => ({ value, label: `${value} of 4: ${label}` }));

function ZoneDetails({ zone, change }: { zone: Zone; change: Change }) {
  return (
    <>
      <SavedText label="Name" value={zone.name} save={(name) => change({ name }, "Renamed a zone")} />
      <Select
        label="Trust"
        data={trustChoices}
        value={String(zone.trust)}
        allowDeselect={false}
        onChange={(trust) => (trust === null ? undefined : change({ trust: Number(trust) }, "Changed the trust"))}
      />
      <SavedText
        lines
        label="Description"
        value={zone.description}
        save={(description) => change({ description }, "Changed a description")}
      />
      <NumberInput
        label="Width"
        value={Math.round(zone.width)}
        min={16}
        max={100_000}
        onBlur={(event) => change({ width: Number(event.currentTarget.value) || zone.width }, "Changed a width")}
      />
      <NumberInput
        label="Height"
        value={Math.round(zone.height)}
        min={16}
        max={100_000}
        onBlur={(event) => change({ height: Number(event.currentTarget.value) || zone.height }, "Changed a height")}
      />
    </>
  );
}

interface DetailsTabProps {
  diagram: Diagram;
  id: string;
  edit: EditHistory;
  readOnly: boolean;
}

/** Everything about what is selected, to read and to change. */
export function DetailsTab({ diagram, id, edit, readOnly }: DetailsTabProps) {
  const heading = useId();
  const element = diagram.element.get(id);
  const flow = diagram.flow.get(id);
  const zone = diagram.zone.get(id);
  const part = element !== undefined ? "element" : flow !== undefined ? "flow" : "zone";
  const change: Change = (set, label) => void edit.propose([{ do: "set", part, id, set }], label);
  return (
    <fieldset className="mk-details" disabled={readOnly} aria-labelledby={heading}>
      <legend id={heading} className="mk-visually-hidden">
        Details
      </legend>
      {element === undefined ? null : <ElementDetails key={id} element={element} change={change} />}
      {flow === undefined ? null : <FlowDetails key={id} flow={flow} change={change} />}
      {zone === undefined ? null : <ZoneDetails key={id} zone={zone} change={change} />}
      {readOnly ? null : (
        <Button
          variant="default"
          color="red"
          onClick={() => void edit.propose([{ do: "remove", part, id }], `Removed a ${part}`)}
        >
          Remove this {part}
        </Button>
      )}
    </fieldset>
  );
}
