"use client";

import "@/components/ui/file-drop.css";
import { Button } from "@mantine/core";
import { IconFileSearch } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { ChangeEvent, DragEvent } from "react";
import { pickFromDrop, pickFromInput, type Picked } from "./pick-files.ts";

interface FilePickerProps {
  onPick: (picked: Picked[]) => void;
  note: string;
}

/** Takes files of any size, or a whole folder, by choosing or dropping. Nothing is uploaded. */
export function FilePicker({ onPick, note }: FilePickerProps) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  function take({ currentTarget }: ChangeEvent<HTMLInputElement>): void {
    const picked = pickFromInput(currentTarget.files ?? []);
    currentTarget.value = "";
    if (picked.length > 0) onPick(picked);
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
      void pickFromDrop(event.dataTransfer).then((picked) => (picked.length > 0 ? onPick(picked) : undefined));
    },
  };
  const hidden = { type: "file", hidden: true, tabIndex: -1, onChange: take } as const;
  return (
    <div className="mk-drop" data-over={over || undefined} {...drop}>
      <IconFileSearch aria-hidden />
      <div>Drop files or a folder here</div>
      <div className="mk-drop-actions">
        <Button variant="default" onClick={() => files.current?.click()}>
          Choose files
        </Button>
        <Button variant="default" onClick={() => folder.current?.click()}>
          Choose a folder
        </Button>
      </div>
      <div className="mk-drop-note">{note}</div>
      <input {...hidden} ref={files} multiple aria-label="Files to check" />
      <input {...hidden} ref={folder} aria-label="Folder to check" {...{ webkitdirectory: "" }} />
    </div>
  );
}
