"use client";

import "@/components/people/settings.css";
import "./criteria.css";
import { Button, Switch } from "@mantine/core";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { UnsavedChangesGuard } from "@/components/ui/unsaved-changes-guard.tsx";
import { gatePolicyQuery, GATES, updateGatePolicy } from "@/lib/lifecycle/api.ts";
import type { Criterion, CriterionSettings, GatePolicyDto, OwnCriterion } from "@/lib/lifecycle/policy-schema.ts";
import { gateTargets, targetLabels, type GateTarget } from "@/lib/lifecycle/rules.ts";
import { CriterionDialog } from "./criterion-dialog.tsx";
import { gateWords, strictnessWords } from "./criterion-words.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

type Draft = readonly Criterion[];

const settingsOf = ({ enabled, applies, blocks }: Criterion): CriterionSettings => ({ enabled, applies, blocks });

const ownOf = ({ facts: _facts, own: _own, ...criterion }: Criterion): OwnCriterion => criterion;

/** What is sent: settings of the shipped criteria, the organization's own ones as they are. */
export function policyInput(draft: Draft): { settings: Record<string, CriterionSettings>; own: OwnCriterion[] } {
  const shipped = draft.filter(({ own }) => !own).map((criterion) => [criterion.id, settingsOf(criterion)] as const);
  return { settings: Object.fromEntries(shipped), own: draft.filter(({ own }) => own).map(ownOf) };
}

type RowProps = {
  criterion: Criterion;
  policy: GatePolicyDto;
  onChange: (criterion: Criterion) => void;
  onOpen: () => void;
  onRemove: () => void;
};

function Row({ criterion, policy, onChange, onOpen, onRemove }: RowProps) {
  const { id, title, why, source, facts, evidence, own, enabled } = criterion;
  const shipped = policy.defaults[id];
  const changed = shipped !== undefined && JSON.stringify(settingsOf(criterion)) !== JSON.stringify(shipped);
  const computed = facts.map((fact) => policy.facts[fact] ?? fact).join("; ");
  const how = evidence ? "A person attests it, with evidence" : "A person attests it";
  return (
    <li className="mk-policy-row" data-off={!enabled || undefined}>
      <Switch
        aria-label={`Use: ${title}`}
        checked={enabled}
        disabled={!policy.abilities.update}
        onChange={(event) => onChange({ ...criterion, enabled: event.currentTarget.checked })}
      />
      <div>
        <h3>
          {title} {own ? <Badge>Your own</Badge> : null} {changed ? <Badge tone="accent">Changed</Badge> : null}
        </h3>
        <p>
          {strictnessWords(criterion)}. At the gates to {gateWords(criterion)}.
        </p>
        <p className="mk-3">{computed === "" ? how : `Computed: ${computed}`}</p>
        <p className="mk-3">
          {why} {source}
        </p>
      </div>
      {policy.abilities.update ? (
        <div className="mk-policy-actions">
          <Button variant="default" size="compact-sm" onClick={onOpen} aria-label={`Change: ${title}`}>
            Change
          </Button>
          {own ? (
            <Button variant="default" size="compact-sm" onClick={onRemove} aria-label={`Remove: ${title}`}>
              Remove
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

function SaveBar({ policy, draft, onReset }: { policy: GatePolicyDto; draft: Draft; onReset: () => void }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const save = async (reason: string) => {
    const saved = await updateGatePolicy({ ...policyInput(draft), expectedVersion: policy.version, reason });
    client.setQueryData(gatePolicyQuery().queryKey, saved);
    void client.invalidateQueries({ queryKey: GATES });
    onReset();
    toastDone({ message: `Criteria saved as version ${saved.version}.` });
  };
  return (
    <div className="mk-policy-save">
      <span>Changes are not saved yet.</span>
      <Button variant="default" onClick={onReset}>
        Discard
      </Button>
      <Button onClick={() => setAsking(true)}>Save criteria</Button>
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title="Save the criteria"
        confirmLabel={`Save as version ${policy.version + 1}`}
        onConfirm={save}
      >
        <p>
          Approvals that are not carried out yet become void. Versions in use that do not meet stricter criteria are
          shown as operating without a valid gate, and those in charge get a task.
        </p>
      </ReasonDialog>
    </div>
  );
}

/** A criterion of several gates stands at the first of them. */
const byGate = (draft: Draft, gate: GateTarget): Criterion[] =>
  draft.filter(({ gates }) => gateTargets.find((each) => gates.includes(each)) === gate);

/** The criteria of the organization's gates: which are used, how strict they are, and its own. */
export function CriteriaPage() {
  const { data: policy } = useSuspenseQuery(gatePolicyQuery());
  const [draft, setDraft] = useState<Draft | null>(null);
  const [open, setOpen] = useState<Criterion | "new" | null>(null);
  const shown = draft ?? policy.criteria;
  const replace = (criterion: Criterion) => {
    const there = shown.some(({ id }) => id === criterion.id);
    setDraft(there ? shown.map((each) => (each.id === criterion.id ? criterion : each)) : [...shown, criterion]);
  };
  const changed = (saved: OwnCriterion) => {
    const before = shown.find(({ id }) => id === saved.id);
    if (before === undefined || before.own) replace({ ...saved, facts: [], own: true });
    else replace({ ...before, applies: saved.applies, blocks: saved.blocks });
  };
  return (
    <div className="mk-settings">
      <UnsavedChangesGuard when={draft !== null} />
      <div className="mk-settings-head">
        <p>
          A version of a model moves to its next stage through a gate. These criteria say what must be so.{" "}
          {policy.updatedAt === null ? (
            "They are the ones that come with the product."
          ) : (
            <>
              Version {policy.version}, saved <RelativeTime at={policy.updatedAt} />.
            </>
          )}
        </p>
        {policy.abilities.update ? (
          <Button variant="default" leftSection={<IconPlus aria-hidden />} onClick={() => setOpen("new")}>
            Add a criterion
          </Button>
        ) : null}
      </div>
      {draft === null ? null : <SaveBar policy={policy} draft={draft} onReset={() => setDraft(null)} />}
      {gateTargets.map((gate) => {
        const own = byGate(shown, gate);
        return own.length === 0 ? null : (
          <section key={gate} aria-labelledby={`gate-${gate}`}>
            <h2 id={`gate-${gate}`} className="mk-policy-gate">
              {gate === "retired" ? "Retired" : targetLabels[gate]} <span>{own.length}</span>
            </h2>
            <ul>
              {own.map((criterion) => (
                <Row
                  key={criterion.id}
                  criterion={criterion}
                  policy={policy}
                  onChange={replace}
                  onOpen={() => setOpen(criterion)}
                  onRemove={() => setDraft(shown.filter(({ id }) => id !== criterion.id))}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {open === null ? null : (
        <CriterionDialog
          criterion={open === "new" ? null : open}
          taken={new Set(shown.map(({ id }) => id))}
          onClose={() => setOpen(null)}
          onDone={changed}
        />
      )}
    </div>
  );
}
