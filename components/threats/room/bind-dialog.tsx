import { Modal } from "@mantine/core";
import { AssetChooser } from "@/components/lineage/asset-chooser.tsx";
import type { EditHistory } from "@/components/diagram/editor-types.ts";

interface BindDialogProps {
  /** The element to bind; null while nothing is asked. */
  elementId: string | null;
  name: string;
  edit: EditHistory;
  onClose: () => void;
}

/** Chooses the inventory record that an element stands for. */
export function BindDialog({ elementId, name, edit, onClose }: BindDialogProps) {
  return (
    <Modal
      closeButtonProps={{ "aria-label": "Close" }}
      opened={elementId !== null}
      onClose={onClose}
      title={`What is ${name} in the inventory?`}
    >
      <AssetChooser
        label="Search the inventory"
        onChoose={(id, { type }) => {
          if (elementId === null) return;
          const set = { bound: { type, id } };
          edit.propose([{ do: "set", part: "element", id: elementId, set }], `Bound ${name} to the inventory`);
          onClose();
        }}
      />
    </Modal>
  );
}
