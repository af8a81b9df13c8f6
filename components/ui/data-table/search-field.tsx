"use client";

import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useState } from "react";
import type { RefObject } from "react";

interface SearchFieldProps {
  label: string;
  value: string;
  onSearch: (value: string) => void;
  inputRef: RefObject<HTMLInputElement | null>;
}

const pauseMs = 250;

/** A search that waits for a pause in typing; Enter searches at once, Esc empties it. */
export function SearchField({ label, value, onSearch, inputRef }: SearchFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const send = useEffectEvent((text: string) => {
    if (text !== value) onSearch(text);
    setDraft(null);
  });
  useEffect(() => {
    if (draft === null) return undefined;
    const timer = setTimeout(() => send(draft.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [draft]);
  return (
    <TextInput
      ref={inputRef}
      type="search"
      size="xs"
      className="mk-table-search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch aria-hidden />}
      value={draft ?? value}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onSearch(event.currentTarget.value.trim());
        if (event.key !== "Escape") return;
        event.preventDefault();
        onSearch("");
        setDraft(null);
        event.currentTarget.blur();
      }}
    />
  );
}
