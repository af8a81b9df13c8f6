"use client";

import { Button, Switch } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { StateBadge } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { removeRule, rulesQuery, switchRule } from "@/lib/alerts/api.ts";
import type { RuleDto } from "@/lib/alerts/schema-rules.ts";
import { RuleDialog } from "./rule-dialog.tsx";
import { ruleSentence } from "./rule-sentence.ts";

function RuleFacts({ rule }: { rule: RuleDto }) {
  return (
    <div className="mk-rows-words">
      <strong className="mk-alert-row-facts">
        {rule.name} <StateBadge tone={rule.enabled ? "green" : "neutral"}>{rule.enabled ? "On" : "Off"}</StateBadge>
        {rule.open === 0 ? null : (
          <StateBadge tone="red">{rule.open === 1 ? "1 open alert" : `${rule.open} open alerts`}</StateBadge>
        )}
      </strong>
      <span>{ruleSentence(rule)}</span>
      <span className="mk-alert-row-facts">
        <SeverityMark level={rule.severity} />
        {rule.slowSeverity === null ? null : (
          <>
            <span>when fast,</span> <SeverityMark level={rule.slowSeverity} /> <span>when slow</span>
          </>
        )}
        {rule.model === null ? (
          "All models with telemetry"
        ) : (
          <Link className="mk-link" href={`/telemetry/${rule.model.slug}`}>
            {rule.model.name}
          </Link>
        )}
      </span>
    </div>
  );
}

interface RuleActionsProps {
  rule: RuleDto;
  onSwitch: (rule: RuleDto) => void;
  onChange: (rule: RuleDto) => void;
  onRemove: (rule: RuleDto) => void;
  busy: boolean;
}

function RuleActions({ rule, onSwitch, onChange, onRemove, busy }: RuleActionsProps) {
  return (
    <div className="mk-rows-actions">
      <Switch
        aria-label={`${rule.name} is on`}
        checked={rule.enabled}
        disabled={busy}
        onChange={() => onSwitch(rule)}
      />
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => onChange(rule)}
        aria-label={`Change or try ${rule.name}`}
      >
        Change or try
      </Button>
      <Button variant="default" size="compact-sm" onClick={() => onRemove(rule)} aria-label={`Remove ${rule.name}`}>
        Remove
      </Button>
    </div>
  );
}

function useSwitch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, enabled }: RuleDto) => switchRule({ id, expectedVersion: version }, !enabled),
    onSuccess: async (rule) => {
      await client.invalidateQueries({ queryKey: ["alert_rule"] });
      toastDone({ message: rule.enabled ? `${rule.name} is on.` : `${rule.name} is off.` });
    },
  });
}

function endWords(rule: RuleDto | undefined): string {
  const open = rule?.open ?? 0;
  if (open === 0) return "";
  return open === 1 ? "Its open alert ends." : `Its ${open} open alerts end.`;
}

function RemoveDialog({ rule, onClose }: { rule: RuleDto | undefined; onClose: () => void }) {
  const client = useQueryClient();
  async function remove(): Promise<void> {
    if (rule === undefined) return;
    await removeRule({ id: rule.id, expectedVersion: rule.version });
    await client.invalidateQueries({ queryKey: ["alert_rule"] });
    toastDone({ message: `${rule.name} removed.` });
  }
  return (
    <ConfirmDialog
      opened={rule !== undefined}
      onClose={onClose}
      title={`Remove ${rule?.name ?? ""}`}
      confirmLabel="Remove rule"
      danger
      onConfirm={remove}
    >
      {endWords(rule)} It watches nothing any more. Alerts that it raised stay in the list with its name.
    </ConfirmDialog>
  );
}

function RuleRows({ items, may, onChange }: { items: RuleDto[]; may: boolean; onChange: (rule: RuleDto) => void }) {
  const turn = useSwitch();
  const [asking, setAsking] = useState<RuleDto>();
  const [removing, setRemoving] = useState<RuleDto>();
  const onSwitch = (rule: RuleDto) =>
    rule.enabled && rule.open > 0 ? setAsking(rule) : turn.mutate(rule, { onError: toastProblem });
  return (
    <>
      <ul className="mk-rows">
        {items.map((rule) => (
          <li key={rule.id}>
            <RuleFacts rule={rule} />
            {may ? (
              <RuleActions
                rule={rule}
                onSwitch={onSwitch}
                onChange={onChange}
                onRemove={setRemoving}
                busy={turn.isPending}
              />
            ) : null}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        opened={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={`Switch ${asking?.name ?? ""} off`}
        confirmLabel="Switch rule off"
        onConfirm={async () => {
          if (asking !== undefined) await turn.mutateAsync(asking);
        }}
      >
        {endWords(asking)} You can switch it on again at any time.
      </ConfirmDialog>
      <RemoveDialog rule={removing} onClose={() => setRemoving(undefined)} />
    </>
  );
}

/** Alert rules: what each watches, whether it is on, and a way to try it first. */
export function RulesSection({ may }: { may: boolean }) {
  const rules = useQuery(rulesQuery());
  const [chosen, setChosen] = useState<RuleDto | null>();
  if (rules.isError) return <ProblemPanel error={rules.error} onRetry={() => void rules.refetch()} />;
  if (rules.data === undefined) return <TextSkeleton />;
  const add = may ? (
    <Button leftSection={<IconPlus aria-hidden />} onClick={() => setChosen(null)}>
      Add a rule
    </Button>
  ) : undefined;
  const { items } = rules.data;
  return (
    <section aria-labelledby="rules-heading">
      <div className="mk-settings-head">
        <h2 id="rules-heading">Rules</h2>
        {items.length === 0 ? null : add}
      </div>
      <p className="mk-settings-help">
        Detectors raise alerts by themselves. A rule adds a limit of your own: when a share or a quantity stays beyond
        it, an alert opens. A new rule is off, so that you can try it on history first.
      </p>
      {items.length === 0 ? (
        <EmptyState title="No rules yet" action={add}>
          For example: share of errors above 5% for 3 windows of 5 minutes, ends below 2%. The second level keeps an
          alert from going on and off.
        </EmptyState>
      ) : (
        <RuleRows items={items} may={may} onChange={setChosen} />
      )}
      <RuleDialog rule={chosen} onClose={() => setChosen(undefined)} />
    </section>
  );
}
