"use client";

import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { newUuid } from "@/components/threats/room/new-uuid.ts";
import { Section } from "@/components/ui/section.tsx";
import { toastProblem } from "@/components/ui/toast.tsx";
import { updateThreat } from "@/lib/threats/register/api.ts";
import { mitigationStates, type MitigationState } from "@/lib/threats/register/rules.ts";
import type { Mitigation, ThreatDto } from "@/lib/threats/register/schema.ts";
import { useThreatSaved } from "./use-threat.ts";

const states = Object.entries(mitigationStates).map(([value, label]) => ({ value, label }));

interface RowProps {
  mitigation: Mitigation;
  onState: ((state: MitigationState) => void) | undefined;
  onRemove: () => void;
}

function Row({ mitigation, onState, onRemove }: RowProps) {
  return (
    <li>
      <span className="mk-mitigation-title">
        {mitigation.title}
        {mitigation.controlId === null ? null : <span className="mk-3"> {mitigation.controlId}</span>}
      </span>
      {onState === undefined ? (
        <span>{mitigationStates[mitigation.state]}</span>
      ) : (
        <>
          <Select
            aria-label={`State of ${mitigation.title}`}
            size="xs"
            w={140}
            data={states}
            allowDeselect={false}
            value={mitigation.state}
            onChange={(value) => value !== null && onState(value as MitigationState)}
          />
          <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${mitigation.title}`} onClick={onRemove}>
            <IconTrash aria-hidden />
          </ActionIcon>
        </>
      )}
    </li>
  );
}

type Control = { id: string; title: string };

function Adding({
  controls,
  onAdd,
}: {
  controls: readonly Control[];
  onAdd: (title: string, control: string | null) => void;
}) {
  const [title, setTitle] = useState("");
  const add = () => {
    if (title.trim() === "") return;
    onAdd(title.trim(), null);
    setTitle("");
  };
  return (
    <>
      <form
        className="mk-mitigation-add"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextInput
          aria-label="What is done against it"
          placeholder="What is done against it"
          maxLength={300}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={title.trim() === ""}>
          Add mitigation
        </Button>
      </form>
      {controls.length === 0 ? null : (
        <div className="mk-control-choices">
          <p className="mk-3">The library knows against it:</p>
          <ul>
            {controls.map((control) => (
              <li key={control.id}>
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={`Add: ${control.title}`}
                  onClick={() => onAdd(control.title, control.id)}
                >
                  Add
                </Button>
                <span>
                  {control.title} <span className="mk-3">{control.id}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** What is done, planned or proposed against a threat. */
export function Mitigations({ threat }: { threat: ThreatDto }) {
  const saved = useThreatSaved();
  const { edit } = threat.abilities;
  const write = (mitigations: Mitigation[]) =>
    void updateThreat({ id: threat.id, expectedVersion: threat.version, mitigations }).then(
      (after) => saved(after),
      toastProblem,
    );
  const { mitigations } = threat;
  const change = (id: string, state: MitigationState) =>
    write(mitigations.map((each) => (each.id === id ? { ...each, state } : each)));
  const chosen = new Set(mitigations.map(({ controlId }) => controlId));
  return (
    <Section title="Mitigations" note={mitigations.length === 0 ? "None yet" : undefined}>
      {mitigations.length === 0 ? null : (
        <ul className="mk-mitigations">
          {mitigations.map((each) => (
            <Row
              key={each.id}
              mitigation={each}
              onState={edit ? (state) => change(each.id, state) : undefined}
              onRemove={() => write(mitigations.filter(({ id }) => id !== each.id))}
            />
          ))}
        </ul>
      )}
      {edit ? (
        <Adding
          controls={(threat.advice?.controls ?? []).filter(({ id }) => !chosen.has(id))}
          onAdd={(title, controlId) =>
            write([...mitigations, { id: newUuid(), title, state: "proposed", controlId, note: "" }])
          }
        />
      ) : null}
    </Section>
  );
}
