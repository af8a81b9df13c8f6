"use client";

import { Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconArchive, IconArchiveOff } from "@tabler/icons-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { archiveModel, modelQuery, restoreModel } from "@/lib/inventory/api.ts";
import type { ModelDto } from "@/lib/inventory/schema.ts";

/** Archiving and restoring one model: the menu items and the question before archiving. */
export function useArchive(model: ModelDto) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const show = (saved: ModelDto) => {
    client.setQueryData(modelQuery(saved.slug).queryKey, saved);
    void client.invalidateQueries({ queryKey: ["model"] });
  };
  const restore = async (archived: ModelDto) => {
    const restored = await restoreModel(archived.id, { expectedVersion: archived.version });
    show(restored);
    toastDone({ message: `${restored.name} restored.` });
  };
  const archive = async () => {
    const archived = await archiveModel(model.id, { expectedVersion: model.version });
    show(archived);
    toastDone({ message: `${archived.name} archived.`, undo: () => restore(archived) });
  };
  return {
    restore: () => void restore(model).catch(toastProblem),
    items: (
      <>
        {model.abilities.archive ? (
          <Menu.Item leftSection={<IconArchive aria-hidden />} onClick={() => setAsking(true)}>
            Archive model
          </Menu.Item>
        ) : null}
        {model.abilities.restore ? (
          <Menu.Item
            leftSection={<IconArchiveOff aria-hidden />}
            onClick={() => void restore(model).catch(toastProblem)}
          >
            Restore model
          </Menu.Item>
        ) : null}
      </>
    ),
    dialog: (
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Archive ${model.name}?`}
        confirmLabel="Archive model"
        onConfirm={archive}
      >
        It leaves the lists and can no longer be changed. Its record, its history and its address stay, and it can be
        restored at any time.
      </ConfirmDialog>
    ),
  };
}
