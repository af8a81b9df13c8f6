"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { ConfirmDialog } from "../confirm-dialog.tsx";
import { ConflictDialog } from "../conflict-dialog.tsx";
import { PageHeader } from "../page-header.tsx";
import { RelativeTime } from "../relative-time.tsx";

const fields = [
  { field: "sensitivity", label: "Sensitivity", theirs: "Confidential", yours: "Internal" },
  {
    field: "purpose",
    label: "Purpose",
    theirs: "Scores card payments for fraud.",
    yours: "Scores card-not-present payments for fraud in under 80 ms.",
  },
  { field: "team", label: "Team", theirs: null, yours: "Payments" },
];

export function DialogSamples() {
  const [open, setOpen] = useState<"confirm" | "type" | "conflict" | null>(null);
  const onClose = () => setOpen(null);
  return (
    <>
      <PageHeader title="Dialogs" line />
      <div className="mk-page-body" style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
        <Button variant="default" onClick={() => setOpen("confirm")}>
          Archive
        </Button>
        <Button variant="default" onClick={() => setOpen("type")}>
          Erase
        </Button>
        <Button variant="default" onClick={() => setOpen("conflict")}>
          Conflict
        </Button>
        <ConfirmDialog
          opened={open === "confirm"}
          onClose={onClose}
          title="Archive card-fraud-gbm?"
          confirmLabel="Archive model"
          onConfirm={() => undefined}
        >
          <p>
            It leaves the lists and its 2 open tasks are closed. Its history stays, and it can be restored at any time.
          </p>
        </ConfirmDialog>
        <ConfirmDialog
          opened={open === "type"}
          onClose={onClose}
          title="Erase the personal data of Kavita Varma?"
          confirmLabel="Erase personal data"
          danger
          typeToConfirm="Kavita Varma"
          onConfirm={() => undefined}
        >
          <p>
            Her name and e-mail disappear from 412 entries of the trail; the entries themselves stay provable. This
            cannot be undone.
          </p>
        </ConfirmDialog>
        <ConflictDialog
          opened={open === "conflict"}
          onClose={onClose}
          who="Lena Nilsson"
          when={<RelativeTime at="2026-11-21T11:00:00Z" />}
          fields={fields}
          onResolve={onClose}
        />
      </div>
    </>
  );
}
