"use client";

import "./settings.css";
import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button.tsx";

/** A secret that is on screen this one time: selectable, with a copy button. */
export function OnceValue({ value, what }: { value: string; what: string }) {
  return (
    <div className="mk-once">
      <code aria-label={what}>{value}</code>
      <CopyButton value={value} what={what} />
    </div>
  );
}

interface ShownOnceDialogProps {
  title: string;
  value: string | undefined;
  what: string;
  onClose: () => void;
  /** What to do with it, and what happens when it is lost. */
  children: ReactNode;
}

/** Shows a secret once, until the person says that they have it. A click beside it does not close it. */
export function ShownOnceDialog({ title, value, what, onClose, children }: ShownOnceDialogProps) {
  return (
    <Modal
      opened={value !== undefined}
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <div className="mk-stack">
        <div className="mk-dialog-text">{children}</div>
        <OnceValue value={value ?? ""} what={what} />
        <div className="mk-dialog-actions">
          <Button onClick={onClose} data-autofocus>
            I have it
          </Button>
        </div>
      </div>
    </Modal>
  );
}
