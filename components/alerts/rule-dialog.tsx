"use client";

import { Modal } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { validateWith } from "@/components/ui/zod-form.ts";
import { addRule, updateRule } from "@/lib/alerts/api.ts";
import type { ReplayRuleInput, RuleDto } from "@/lib/alerts/schema-rules.ts";
import type { z } from "@/lib/zod.ts";
import { HistoryTrial } from "./history-trial.tsx";
import { RuleFields } from "./rule-fields.tsx";
import { newRule, RuleForm, ruleOf, valuesOf, type RuleValues } from "./rule-form.ts";

/** What a replay is asked, from a form that may lack its name; undefined where a field needs a change, which is shown. */
function trialOf(form: UseFormReturnType<RuleValues>): z.input<typeof ReplayRuleInput> | undefined {
  const values = { ...form.getValues(), name: "A trial" };
  const errors = validateWith(RuleForm)(values);
  form.setErrors(errors);
  if (Object.keys(errors).length > 0) return undefined;
  const { model, watches, resolution, condition, objective } = ruleOf(values);
  return { model, watches, resolution, condition, objective };
}

function RuleFormBody({ rule, onClose }: { rule: RuleDto | null; onClose: () => void }) {
  const client = useQueryClient();
  async function save(values: RuleValues): Promise<void> {
    const asked = ruleOf(values);
    const { name, severity, slowSeverity, condition } = asked;
    if (rule === null) await addRule(asked);
    else await updateRule({ id: rule.id, expectedVersion: rule.version, name, severity, slowSeverity, condition });
    await client.invalidateQueries({ queryKey: ["alert_rule"] });
    onClose();
    toastDone({ message: rule === null ? `${name} added. It is off until you switch it on.` : `${name} changed.` });
  }
  return (
    <FormShell
      schema={RuleForm}
      initialValues={rule === null ? newRule : valuesOf(rule)}
      guard={false}
      submitLabel={rule === null ? "Add rule" : "Change rule"}
      onCancel={onClose}
      onSubmit={save}
    >
      {(form) => (
        <>
          <RuleFields form={form} rule={rule} />
          <HistoryTrial key={JSON.stringify(form.values)} ask={() => trialOf(form)} />
        </>
      )}
    </FormShell>
  );
}

interface RuleDialogProps {
  /** The rule to change, null for a new one, undefined while closed. */
  rule: RuleDto | null | undefined;
  onClose: () => void;
}

/** Adds or changes a rule, which can be tried on stored history before. */
export function RuleDialog({ rule, onClose }: RuleDialogProps) {
  return (
    <Modal
      opened={rule !== undefined}
      onClose={onClose}
      size="lg"
      title={rule == null ? "Add an alert rule" : `Change ${rule.name}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {rule === undefined ? null : <RuleFormBody rule={rule} onClose={onClose} />}
    </Modal>
  );
}
