"use client";

import "./file-drop.css";
import { Button, FileButton, Textarea } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useState } from "react";
import type { ClipboardEvent, DragEvent } from "react";
import { formatBytes } from "./file-size.ts";

interface FileDropProps {
  /** What is wanted, after "Drop" and "Choose": "a model card". */
  what: string;
  onFile: (file: File) => void;
  /** Offers to paste the content as text. */
  onText?: (text: string) => void;
  /** As of `<input accept>`: ".md,text/markdown". */
  accept?: string;
  maxBytes: number;
  note?: string;
  disabled?: boolean;
  /** In a dialog: it has the focus when the dialog opens. */
  focused?: boolean;
}

function PasteField({ onText, onClose, what }: { onText: (text: string) => void; onClose: () => void; what: string }) {
  const [text, setText] = useState("");
  return (
    <div className="mk-drop-paste">
      <Textarea
        label={`Paste ${what}`}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rows={10}
        spellCheck={false}
        data-autofocus
      />
      <div className="mk-drop-actions">
        <Button onClick={() => onText(text)} disabled={text.trim() === ""}>
          Read it
        </Button>
        <Button variant="default" onClick={onClose}>
          Use a file instead
        </Button>
      </div>
    </div>
  );
}

/** Takes one file by choosing, dropping or pasting it, or its text. Too large is said at once; the content is judged by the server. */
export function FileDrop({
  what,
  onFile,
  onText,
  accept,
  maxBytes,
  note,
  disabled = false,
  focused = false,
}: FileDropProps) {
  const [over, setOver] = useState(false);
  const [pasting, setPasting] = useState(false);
  const [error, setError] = useState<string | null>(null);

  function take(file: File | null | undefined): void {
    if (!file || disabled) return;
    const tooLarge = file.size > maxBytes;
    const verdict = `${file.name} has ${formatBytes(file.size)}; at most ${formatBytes(maxBytes)} can be read.`;
    setError(tooLarge ? verdict : null);
    if (!tooLarge) onFile(file);
  }
  const drop = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      take(event.dataTransfer.files[0]);
    },
    onPaste: (event: ClipboardEvent) => take(event.clipboardData.files[0]),
  };
  return (
    <div className="mk-drop" data-over={over || undefined} {...drop}>
      {pasting && onText !== undefined ? (
        <PasteField onText={onText} onClose={() => setPasting(false)} what={what} />
      ) : (
        <>
          <IconFileUpload aria-hidden />
          <div>Drop {what} here</div>
          <div className="mk-drop-actions">
            <FileButton onChange={take} disabled={disabled} {...(accept === undefined ? {} : { accept })}>
              {(button) => (
                <Button {...button} variant="default" disabled={disabled} data-autofocus={focused || undefined}>
                  Choose {what}
                </Button>
              )}
            </FileButton>
            {onText === undefined ? null : (
              <Button variant="default" onClick={() => setPasting(true)} disabled={disabled}>
                Paste text
              </Button>
            )}
          </div>
          <div className="mk-drop-note">{note ?? `Up to ${formatBytes(maxBytes)}`}</div>
        </>
      )}
      {error === null ? null : (
        <div className="mk-drop-error" role="alert">
          {error}
        </div>
      )}
    </div>
  );
}
