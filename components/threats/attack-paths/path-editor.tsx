"use client";

import { Button, Modal, Select, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { newUuid } from "@/components/threats/room/new-uuid.ts";
import { Notice } from "@/components/ui/notice.tsx";
import { describeProblem } from "@/components/ui/problem-text.ts";
import { pathProblems } from "@/lib/graph/paths/check-path.ts";
import type { AttackPath, AttackStep } from "@/lib/graph/paths/schema.ts";
import { StepFields, type Choice } from "./step-fields.tsx";

interface PathEditorProps {
  path: AttackPath;
  threats: readonly Choice[];
  onSave: (path: AttackPath) => Promise<void>;
  onClose: () => void;
}

const choiceOf = ({ id, title }: AttackStep, index: number): Choice => ({
  value: id,
  label: `${String(index + 1)}. ${title === "" ? "Without words" : title}`,
});

/** Without a step, and without anything that came after it. */
function without(path: AttackPath, id: string): AttackPath {
  const steps = path.steps
    .filter((step) => step.id !== id)
    .map((step) => ({ ...step, after: step.after.filter((before) => before !== id) }));
  return { ...path, steps, goalId: path.goalId === id ? (steps.at(-1)?.id ?? "") : path.goalId };
}

function newStep(): AttackStep {
  const plain = { threatId: null, elementId: null, effort: 3, likelihood: null, needs: "all" as const, after: [] };
  return { id: newUuid(), title: "", ...plain };
}

/** What stands in the way of saving, in one sentence; empty when nothing does. */
function problemOf(path: AttackPath): string {
  if (path.name.trim() === "") return "Give the path a name.";
  if (path.steps.some(({ title }) => title.trim() === "")) return "Each step needs words.";
  return pathProblems(path)[0]?.message ?? "";
}

function useSaving({ onSave, onClose }: Pick<PathEditorProps, "onSave" | "onClose">, path: AttackPath) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const save = async () => {
    const found = problemOf(path);
    setProblem(found);
    if (found !== "" || busy) return;
    setBusy(true);
    try {
      await onSave(path);
      onClose();
    } catch (error) {
      const { title, explanation } = describeProblem(error);
      setProblem(`${title}. ${explanation}`);
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, save };
}

/** The steps of an attack path as fields: what is done, what it takes, and what comes before. */
export function PathEditor({ path: given, threats, onSave, onClose }: PathEditorProps) {
  const [path, setPath] = useState(given);
  const { busy, problem, save } = useSaving({ onSave, onClose }, path);
  const change = (step: AttackStep) =>
    setPath({ ...path, steps: path.steps.map((one) => (one.id === step.id ? step : one)) });
  const choices = path.steps.map(choiceOf);
  return (
    <Modal opened onClose={onClose} title="Edit the path" size="lg" closeButtonProps={{ "aria-label": "Close" }}>
      <div className="mk-path-editor">
        <TextInput
          label="Name"
          value={path.name}
          onChange={(event) => setPath({ ...path, name: event.currentTarget.value })}
          data-autofocus
        />
        {path.steps.map((step, index) => (
          <StepFields
            key={step.id}
            number={index + 1}
            step={step}
            others={choices.filter(({ value }) => value !== step.id)}
            threats={threats}
            onChange={change}
            onRemove={path.steps.length === 1 ? undefined : () => setPath(without(path, step.id))}
          />
        ))}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus aria-hidden />}
            onClick={() => setPath({ ...path, steps: [...path.steps, newStep()] })}
          >
            Add step
          </Button>
        </div>
        <Select
          label="The goal: with this step the attack has succeeded"
          data={choices}
          value={path.goalId}
          onChange={(goalId) => setPath({ ...path, goalId: goalId ?? path.goalId })}
          allowDeselect={false}
        />
        {problem === "" ? null : (
          <Notice tone="red" live>
            {problem}
          </Notice>
        )}
        <div className="mk-dialog-actions">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => void save()} loading={busy}>
            Save path
          </Button>
        </div>
      </div>
    </Modal>
  );
}
