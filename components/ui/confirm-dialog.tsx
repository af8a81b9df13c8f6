"use client";

import "./dialog.css";
import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { Notice } from "./notice.tsx";
import { describeProblem } from "./problem-text.ts";

interface ConfirmDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, and to how many things. */
  children: ReactNode;
  /** The verb: "Archive model". */
  confirmLabel: string;
  onConfirm: () => Promise<void> | void;
  danger?: boolean;
  /** For what cannot be undone: this text must be typed before the button works. */
  typeToConfirm?: string;
}

function ConfirmBody({
  onClose,
  children,
  confirmLabel,
  onConfirm,
  danger = false,
  typeToConfirm,
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const ready = typeToConfirm === undefined || typed.trim() === typeToConfirm;
  async function confirm(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!ready || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  }
  return (
    <form onSubmit={(event) => void confirm(event)}>
      <div className="mk-dialog-text">{children}</div>
      {typeToConfirm === undefined ? null : (
        <TextInput
          className="mk-dialog-field"
          label={
            <>
              Type <span className="mk-mono">{typeToConfirm}</span> to confirm
            </>
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
      )}
      {error === undefined ? null : (
        <div className="mk-dialog-field">
          <Notice tone="red" live title={describeProblem(error).title}>
            {describeProblem(error).explanation}
          </Notice>
        </div>
      )}
      <div className="mk-dialog-actions">
        <Button variant="default" onClick={onClose} data-autofocus={typeToConfirm === undefined || undefined}>
          Cancel
        </Button>
        <Button type="submit" color={danger ? "red" : "accent"} disabled={!ready} loading={busy}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}

/** Asks once before something that matters. Stays open and says why when it fails. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <ConfirmBody {...props} />
    </Modal>
  );
}
