"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { AttackPathView } from "@/components/attack-paths/attack-path-view.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { Section } from "@/components/ui/section.tsx";
import { removePath, updatePath } from "@/lib/threats/attack-paths/api.ts";
import type { PathDto } from "@/lib/threats/attack-paths/schema.ts";
import { PathEditor } from "./path-editor.tsx";
import type { Choice } from "./step-fields.tsx";
import { useChangedPaths } from "./use-changed-paths.ts";

interface KeptPathsProps {
  threatModelId: string;
  paths: readonly PathDto[];
  threats: readonly Choice[];
  edit: boolean;
}

function Actions({ path, onEdit, onRemove }: { path: PathDto; onEdit: () => void; onRemove: () => void }) {
  return (
    <span className="mk-path-actions">
      <Button size="compact-sm" variant="default" onClick={onEdit} aria-label={`Edit ${path.name}`}>
        Edit
      </Button>
      <Button size="compact-sm" variant="default" onClick={onRemove} aria-label={`Remove ${path.name}`}>
        Remove
      </Button>
    </span>
  );
}

/** Paths that were kept, each drawn with what stops it as things are. */
export function KeptPaths({ threatModelId, paths, threats, edit }: KeptPathsProps) {
  const router = useRouter();
  const changed = useChangedPaths();
  const [editing, setEditing] = useState<PathDto | null>(null);
  const [removing, setRemoving] = useState<PathDto | null>(null);
  const open = (path: PathDto) => (stepId: string) => {
    const threatId = path.steps.find(({ id }) => id === stepId)?.threatId ?? null;
    if (threatId !== null) router.push(`/threats/${threatId}`);
  };
  return (
    <>
      {paths.map((path) => (
        <Section
          key={path.id}
          title={path.name}
          {...(edit
            ? { action: <Actions path={path} onEdit={() => setEditing(path)} onRemove={() => setRemoving(path)} /> }
            : {})}
        >
          <AttackPathView
            path={path}
            stopped={new Set(path.stopped)}
            nameOf={(id) => path.names[id]}
            onOpen={open(path)}
          />
        </Section>
      ))}
      {editing === null ? null : (
        <PathEditor
          path={editing}
          threats={threats}
          onClose={() => setEditing(null)}
          onSave={async ({ name, description, entryId, assetId, goalId, steps }) => {
            const content = { name, description, entryId, assetId, goalId, steps };
            await updatePath({
              id: threatModelId,
              pathId: editing.id,
              expectedVersion: editing.version,
              ...content,
            });
            await changed("Path saved.");
          }}
        />
      )}
      <ConfirmDialog
        opened={removing !== null}
        onClose={() => setRemoving(null)}
        title="Remove this path"
        confirmLabel="Remove path"
        danger
        onConfirm={async () => {
          if (removing !== null) await removePath(threatModelId, removing.id);
          await changed("Path removed.");
        }}
      >
        {removing?.name} leaves this threat model. The audit trail keeps it.
      </ConfirmDialog>
    </>
  );
}
