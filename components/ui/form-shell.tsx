"use client";

import "./form-shell.css";
import { Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import type { z } from "@/lib/zod.ts";
import { Notice } from "./notice.tsx";
import { describeProblem } from "./problem-text.ts";
import { LeaveDialog, UnsavedChangesGuard } from "./unsaved-changes-guard.tsx";
import { useEscape } from "./use-shortcut.ts";
import { problemFieldErrors, validateWith } from "./zod-form.ts";

interface FormShellProps<Values extends Record<string, unknown>> {
  /** The schema of the command, so that form and server say the same. */
  schema: z.ZodType;
  initialValues: Values;
  /** Saves. What it throws is shown: `errors` of a problem at their fields, anything else above the buttons. */
  onSubmit: (values: Values) => Promise<void>;
  submitLabel: string;
  onCancel?: () => void;
  /** Asks before the page is left with changes; switch it off in dialogs. */
  guard?: boolean;
  /** For what cannot be undone: the button is red. */
  danger?: boolean;
  children: (form: UseFormReturnType<Values>) => ReactNode;
}

const controls = "input,textarea,select,button";

function focusField(formElement: HTMLFormElement | null, path: string): void {
  const field = formElement?.querySelector(`[data-path="${CSS.escape(path)}"]`);
  const control = field?.matches(controls) ? field : field?.querySelector(controls);
  if (control instanceof HTMLElement) control.focus();
}

function ProblemSummary({ errors, onGo }: { errors: Record<string, ReactNode>; onGo: (path: string) => void }) {
  const paths = Object.keys(errors);
  if (paths.length < 2) return null;
  return (
    <Notice tone="red" live title={`${paths.length} fields need a change`}>
      <span className="mk-form-problems">
        {paths.map((path) => (
          <button key={path} type="button" onClick={() => onGo(path)}>
            {errors[path]}
          </button>
        ))}
      </span>
    </Notice>
  );
}

/**
 * One form: fields from `children`, errors under the fields in the schema's words, Enter submits, Esc leaves, changes are
 * guarded. Spread `form.getInputProps("name")` into Mantine inputs.
 */
export function FormShell<Values extends Record<string, unknown>>(props: FormShellProps<Values>) {
  const { schema, initialValues, onSubmit, submitLabel, onCancel, guard = true, danger = false, children } = props;
  const form = useForm<Values>({ initialValues, validate: validateWith(schema) });
  const [busy, setBusy] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [saved, setSaved] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [formElement, setFormElement] = useState<HTMLFormElement | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const { hasErrors, errors } = form.validate();
    if (hasErrors) return focusField(formElement, Object.keys(errors)[0] ?? "");
    setBusy(true);
    setProblem(undefined);
    setSaved(true);
    try {
      await onSubmit(form.getValues());
    } catch (reason) {
      setSaved(false);
      const refused = problemFieldErrors(reason);
      form.setErrors(refused);
      if (Object.keys(refused).length === 0) setProblem(reason);
    } finally {
      setBusy(false);
    }
  }

  const dirty = form.isDirty() && !saved;
  const cancel = () => (dirty && guard ? setLeaving(true) : onCancel?.());
  useEscape(onCancel === undefined ? undefined : cancel);

  return (
    <form ref={setFormElement} className="mk-form" noValidate onSubmit={(event) => void submit(event)}>
      <UnsavedChangesGuard when={guard && dirty} />
      <ProblemSummary errors={form.errors} onGo={(path) => focusField(formElement, path)} />
      {children(form)}
      {problem === undefined ? null : (
        <Notice tone="red" live title={describeProblem(problem).title}>
          {describeProblem(problem).explanation}
        </Notice>
      )}
      <LeaveDialog opened={leaving} onStay={() => setLeaving(false)} onLeave={() => onCancel?.()} />
      <div className="mk-form-actions">
        <Button type="submit" color={danger ? "red" : "accent"} loading={busy}>
          {submitLabel}
        </Button>
        {onCancel === undefined ? null : (
          <Button variant="default" onClick={cancel}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}
