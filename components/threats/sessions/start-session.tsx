import { Button, Modal, NumberInput, TextInput } from "@mantine/core";
import { IconPlus, IconTrash, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { startSession } from "@/lib/threats/sessions/api.ts";
import { defaultAgenda, type AgendaStep } from "@/lib/threats/sessions/rules.ts";
import type { Act } from "./use-session.ts";

function Steps({ steps, onChange }: { steps: readonly AgendaStep[]; onChange: (steps: AgendaStep[]) => void }) {
  const change = (index: number, step: Partial<AgendaStep>): void =>
    onChange(steps.map((one, at) => (at === index ? { ...one, ...step } : one)));
  return (
    <fieldset className="mk-agenda-steps">
      <legend>Agenda, {steps.reduce((sum, { minutes }) => sum + minutes, 0)} minutes</legend>
      {steps.map((step, index) => (
        <div key={index} className="mk-row">
          <TextInput
            aria-label={`Step ${index + 1}`}
            value={step.title}
            onChange={(event) => change(index, { title: event.currentTarget.value })}
            style={{ flex: 1 }}
          />
          <NumberInput
            aria-label={`Minutes of step ${index + 1}`}
            value={step.minutes}
            min={1}
            max={480}
            w={88}
            suffix=" min"
            onChange={(value) => change(index, { minutes: Math.max(1, Math.round(Number(value)) || 1) })}
          />
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={`Remove step ${index + 1}`}
            disabled={steps.length === 1}
            onClick={() => onChange(steps.filter((_, at) => at !== index))}
          >
            <IconTrash aria-hidden />
          </Button>
        </div>
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus aria-hidden />}
        disabled={steps.length >= 20}
        onClick={() => onChange([...steps, { title: "Another step", minutes: 10 }])}
      >
        Add a step
      </Button>
    </fieldset>
  );
}

/** Starts a session around the diagram: a name, and the usual agenda to change. */
export function StartSession({ diagramId, title, act }: { diagramId: string; title: string; act: Act }) {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState(`Threat modelling: ${title}`.slice(0, 200));
  const [steps, setSteps] = useState<AgendaStep[]>([...defaultAgenda]);
  const ready = name.trim() !== "" && steps.every((step) => step.title.trim() !== "");
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconUsers aria-hidden />} onClick={() => setOpened(true)}>
        Start a session
      </Button>
      <Modal
        closeButtonProps={{ "aria-label": "Close" }}
        opened={opened}
        onClose={() => setOpened(false)}
        title="Start a session"
      >
        <form
          className="mk-start-session"
          onSubmit={(event) => {
            event.preventDefault();
            if (!ready) return;
            void act(() => startSession({ id: diagramId, title: name.trim(), agenda: steps })).then((done) =>
              done ? setOpened(false) : undefined,
            );
          }}
        >
          <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Steps steps={steps} onChange={setSteps} />
          <p className="mk-3">You facilitate: you move the agenda on, open votes and let guests in.</p>
          <div className="mk-row">
            <Button type="submit" disabled={!ready}>
              Start session
            </Button>
            <Button variant="subtle" color="gray" onClick={() => setOpened(false)}>
              Cancel
            </Button>
          </div>
        </form>
      </Modal>
    </>
  );
}
