"use client";

import "./keyboard-help.css";
import { Modal } from "@mantine/core";
import { useState } from "react";
import { useShortcuts } from "./use-shortcut.ts";

export interface ShortcutGroup {
  title: string;
  shortcuts: readonly { keys: readonly string[]; does: string }[];
}

export const everywhereShortcuts: ShortcutGroup = {
  title: "Everywhere",
  shortcuts: [
    { keys: ["Ctrl", "K"], does: "Search or jump to" },
    { keys: ["?"], does: "This help" },
    { keys: ["Esc"], does: "Close, or leave a form" },
  ],
};

export const listShortcuts: ShortcutGroup = {
  title: "Lists",
  shortcuts: [
    { keys: ["j"], does: "Next row" },
    { keys: ["k"], does: "Row before" },
    { keys: ["Enter"], does: "Open the row" },
    { keys: ["x"], does: "Select the row" },
    { keys: ["/"], does: "Search this list" },
  ],
};

const usual = [everywhereShortcuts, listShortcuts];

/** All keys of the product on `?`. Render once in the frame; a page with keys of its own passes them as further groups. */
export function KeyboardHelp({ groups = usual }: { groups?: readonly ShortcutGroup[] }) {
  const [opened, setOpened] = useState(false);
  useShortcuts({ "?": () => setOpened(true) });
  return (
    <Modal
      opened={opened}
      onClose={() => setOpened(false)}
      title="Keyboard"
      size={560}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <div className="mk-keys">
        {groups.map(({ title, shortcuts }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {shortcuts.map(({ keys, does }) => (
                <div key={does}>
                  <dt>{does}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key} className="mk-kbd">
                        {key}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
