"use client";

import { Combobox, Loader, TextInput, useCombobox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { NodeDto } from "@/lib/inventory/assets/schema.ts";
import { nodeName } from "@/lib/lineage/rules.ts";
import { nodeSearchQuery } from "@/lib/lineage/api.ts";
import { KindIcon } from "./kind-icon.tsx";
import { kindWords } from "./node-words.ts";

interface AssetChooserProps {
  label: string;
  onChoose: (id: string, node: NodeDto) => void;
}

/** A search over everything in the inventory; choosing gives the thing. */
export function AssetChooser({ label, onChoose }: AssetChooserProps) {
  const [text, setText] = useState("");
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const found = useQuery({ ...nodeSearchQuery(text.trim()), enabled: combobox.dropdownOpened });
  const items = found.data ?? [];
  const choose = (id: string): void => {
    setText("");
    combobox.closeDropdown();
    const node = items.find((one) => one.id === id);
    if (node !== undefined) onChoose(id, node);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} keepMounted={false}>
      <Combobox.Target>
        <TextInput
          className="mk-lineage-search"
          type="search"
          aria-label={label}
          placeholder={label}
          leftSection={<IconSearch aria-hidden />}
          rightSection={found.isFetching ? <Loader size={14} /> : null}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={360} style={{ overflowY: "auto" }}>
          {items.map((node) => (
            <Combobox.Option key={node.id} value={node.id}>
              <span className="mk-lineage-option">
                <KindIcon type={node.type} />
                <span>{nodeName(node)}</span>
                <span className="mk-3">{kindWords(node)}</span>
              </span>
            </Combobox.Option>
          ))}
          {items.length === 0 && found.isSuccess ? (
            <Combobox.Empty>Nothing in the inventory fits.</Combobox.Empty>
          ) : null}
          {found.isError ? <Combobox.Empty>The search did not answer. Type again.</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
