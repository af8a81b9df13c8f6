"use client";

import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { StateBadge } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { beginSecondFactor, removeSecondFactor, renewRecoveryCodes } from "@/lib/people/api.ts";
import { RecoveryCodesDialog } from "./recovery-codes-dialog.tsx";
import { SecondFactorDialog, type SecondFactorDraft } from "./second-factor-dialog.tsx";
import { useReauthentication } from "./use-reauthentication.tsx";

/** Sets up, replaces or removes the second factor, and renews its recovery codes. */
export function SecondFactorSection({ enabled }: { enabled: boolean }) {
  const { attempt, dialog } = useReauthentication();
  const client = useQueryClient();
  const router = useRouter();
  const [draft, setDraft] = useState<SecondFactorDraft>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [removing, setRemoving] = useState(false);

  const refresh = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ["user"] });
    router.refresh();
  };
  const begin = (): void => void attempt(beginSecondFactor).then(setDraft, toastProblem);
  const renew = (): void =>
    void attempt(renewRecoveryCodes).then((answer) => setCodes(answer.recoveryCodes), toastProblem);
  async function remove(): Promise<void> {
    await attempt(removeSecondFactor);
    await refresh();
    toastDone({ message: "Second factor removed." });
  }

  return (
    <section aria-labelledby="factor-heading">
      <div className="mk-settings-head">
        <h2 id="factor-heading">Second factor</h2>
        {enabled ? <StateBadge tone="green">On</StateBadge> : <StateBadge tone="neutral">Off</StateBadge>}
      </div>
      <p className="mk-settings-help">
        A six-digit code from an app on your phone, asked for at sign-in. A stolen password alone then opens nothing.
      </p>
      <div className="mk-rows-actions">
        <Button variant={enabled ? "default" : "filled"} onClick={begin}>
          {enabled ? "Replace it" : "Set up a second factor"}
        </Button>
        {enabled ? (
          <>
            <Button variant="default" onClick={renew}>
              New recovery codes
            </Button>
            <Button variant="default" onClick={() => setRemoving(true)}>
              Remove it
            </Button>
          </>
        ) : null}
      </div>
      <SecondFactorDialog
        draft={draft}
        onClose={() => setDraft(undefined)}
        onDone={(fresh) => {
          setDraft(undefined);
          setCodes(fresh);
          void refresh();
        }}
        attempt={attempt}
      />
      <RecoveryCodesDialog codes={codes} onClose={() => setCodes(undefined)} />
      <ConfirmDialog
        opened={removing}
        onClose={() => setRemoving(false)}
        title="Remove the second factor"
        confirmLabel="Remove it"
        danger
        onConfirm={remove}
      >
        Your password alone will open your account, and your recovery codes stop working.
      </ConfirmDialog>
      {dialog}
    </section>
  );
}
