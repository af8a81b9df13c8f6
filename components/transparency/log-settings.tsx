"use client";

import { Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useReauthentication } from "@/components/people/use-reauthentication.tsx";
import { LogFacts } from "@/components/trail/log-facts.tsx";
import { Section } from "@/components/ui/section.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { auditSettingsQuery, updateAuditSettings } from "@/lib/transparency/api.ts";
import type { AuditSettingsDto, LogHealth } from "@/lib/transparency/schema.ts";

function PublicSwitch({ settings, manages }: { settings: AuditSettingsDto; manages: boolean }) {
  const { attempt, dialog } = useReauthentication();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (checkpointPublic: boolean) =>
      attempt(() => updateAuditSettings({ checkpointPublic, expectedVersion: settings.version })),
    onSuccess: async ({ checkpointPublic }) => {
      await client.invalidateQueries({ queryKey: ["audit_settings"] });
      toastDone({
        message: checkpointPublic ? "The newest checkpoint is public." : "The checkpoint is private again.",
      });
    },
    onError: toastProblem,
  });
  return (
    <>
      <Switch
        checked={change.isPending ? change.variables : settings.checkpointPublic}
        disabled={!manages || change.isPending}
        label="Anybody may read the newest checkpoint"
        description="It tells the number of entries and when it was signed, nothing of what they say. Then auditors and monitors can compare what they see without an account. Entries and tiles always need the right to read the trail."
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      {dialog}
    </>
  );
}

/** What can be set about the log. */
export function LogSettings({ health, manages }: { health: LogHealth; manages: boolean }) {
  const settings = useQuery(auditSettingsQuery());
  return (
    <Section title="This log" note="what auditors and witnesses need to know of it">
      <LogFacts health={health} />
      {settings.data === undefined ? null : <PublicSwitch settings={settings.data} manages={manages} />}
    </Section>
  );
}
