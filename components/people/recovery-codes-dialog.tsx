"use client";

import { Button, Modal } from "@mantine/core";
import { CopyButton } from "@/components/ui/copy-button.tsx";

/** Shows fresh recovery codes once. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: readonly string[] | undefined; onClose: () => void }) {
  return (
    <Modal
      opened={codes !== undefined}
      onClose={onClose}
      title="Keep your recovery codes"
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <div className="mk-stack">
        <p>
          Each code opens your account once when your phone is not at hand. Keep them where you keep passwords: they are
          not shown again, and codes from before no longer work.
        </p>
        <ul className="mk-codes" aria-label="Recovery codes">
          {(codes ?? []).map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className="mk-dialog-actions">
          <CopyButton value={(codes ?? []).join("\n")} what="recovery codes" />
          <Button onClick={onClose}>I have kept them</Button>
        </div>
      </div>
    </Modal>
  );
}
