"use client";

import { Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconArchive } from "@tabler/icons-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { archiveAsset, assetQuery, restoreAsset } from "@/lib/inventory/assets/api.ts";
import type { AssetDto } from "@/lib/inventory/assets/schema.ts";
import { kindWords } from "./kind-words.ts";

/** Archiving and restoring one asset: the menu item and the question before archiving. */
export function useArchiveAsset(asset: AssetDto) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { one } = kindWords(asset.kind);
  const uses = asset.links.filter(({ stated }) => stated === "there").length;
  const show = (saved: AssetDto) => {
    client.setQueryData(assetQuery(saved.kind, saved.slug).queryKey, saved);
    void client.invalidateQueries({ queryKey: [saved.kind] });
  };
  const restore = async (archived: AssetDto) => {
    const restored = await restoreAsset(archived.id, { expectedVersion: archived.version });
    show(restored);
    toastDone({ message: `${restored.name} restored.` });
  };
  const archive = async () => {
    const archived = await archiveAsset(asset.id, { expectedVersion: asset.version });
    show(archived);
    toastDone({ message: `${archived.name} archived.`, undo: () => restore(archived) });
  };
  return {
    restore: () => void restore(asset).catch(toastProblem),
    items: asset.abilities.archive ? (
      <Menu.Item leftSection={<IconArchive aria-hidden />} onClick={() => setAsking(true)}>
        Archive {one}
      </Menu.Item>
    ) : null,
    dialog: (
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Archive ${asset.name}?`}
        confirmLabel={`Archive ${one}`}
        onConfirm={archive}
      >
        It leaves the lists and can no longer be changed. Its record, its history, its address and its links stay, and
        it can be restored at any time.
        {uses === 0 ? "" : ` ${uses === 1 ? "1 other thing states a link" : `${uses} other things state links`} to it.`}
      </ConfirmDialog>
    ),
  };
}
