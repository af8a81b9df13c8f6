"use client";

import "./command-palette.css";
import { Modal } from "@mantine/core";
import { IconArrowRight, IconBolt, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useDeferredValue, useEffect, useEffectEvent, useState } from "react";
import type { KeyboardEvent as ReactKeyboardEvent, ReactNode } from "react";
import { NavIcon } from "./nav-icon.tsx";
import type { NavSection } from "./navigation.ts";
import { fit } from "./palette-match.ts";
import { usePaletteSources } from "./palette-sources.ts";
import type { PaletteItem } from "./palette-sources.ts";

/** Something to do: opens `href`, where it is done. */
export interface PaletteAction {
  label: string;
  href: string;
}

interface PaletteOption {
  key: string;
  group: string;
  label: string;
  href: string;
  icon: ReactNode;
  note?: string | undefined;
}

function localOptions(
  navigation: readonly NavSection[],
  actions: readonly PaletteAction[],
  query: string,
): PaletteOption[] {
  const places = navigation.flatMap((section) => section.items);
  const options: PaletteOption[] = [
    ...places.map(({ href, label, icon }) => ({
      key: `go ${href}`,
      group: "Go to",
      label,
      href,
      icon: <NavIcon name={icon} />,
    })),
    ...actions.map(({ href, label }) => ({
      key: `do ${label}`,
      group: "Do",
      label,
      href,
      icon: <IconBolt aria-hidden />,
    })),
  ];
  const rank = (option: PaletteOption) => fit(option.label, query);
  return options.filter((option) => rank(option) > 0).sort((a, b) => rank(b) - rank(a));
}

function foundOption(item: PaletteItem): PaletteOption {
  const { kind, label, href, note } = item;
  return {
    key: `found ${kind} ${item.id}`,
    group: `${kind}s`,
    label,
    href,
    note,
    icon: <IconArrowRight aria-hidden />,
  };
}

/** Answers of all sources to the query; a source that fails is left out. */
function useFound(query: string) {
  const sources = usePaletteSources();
  const wanted = useDeferredValue(query.trim());
  return useQuery({
    queryKey: ["palette", wanted, sources.length],
    enabled: wanted.length > 0 && sources.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const answers = await Promise.allSettled(sources.map((search) => search(wanted, signal)));
      return answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    },
  });
}

interface ResultsProps {
  options: readonly PaletteOption[];
  active: number;
  onOpen: (option: PaletteOption) => void;
  onActive: (index: number) => void;
}

function Results({ options, active, onOpen, onActive }: ResultsProps) {
  return (
    <div id="palette-list" className="mk-palette-list" role="listbox" aria-label="Results">
      {options.map((option, index) => (
        <div key={option.key} role="presentation">
          {options[index - 1]?.group === option.group ? null : (
            <div className="mk-palette-group" role="presentation">
              {option.group}
            </div>
          )}
          <div
            id={`palette-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className="mk-palette-option"
            onClick={() => onOpen(option)}
            onKeyDown={(event) => (event.key === "Enter" ? onOpen(option) : undefined)}
            onMouseMove={() => onActive(index)}
            ref={(element) => (index === active ? element?.scrollIntoView?.({ block: "nearest" }) : undefined)}
          >
            {option.icon}
            <span>{option.label}</span>
            {option.note === undefined ? null : <span className="mk-palette-note">{option.note}</span>}
          </div>
        </div>
      ))}
    </div>
  );
}

interface PaletteBodyProps {
  navigation: readonly NavSection[];
  actions: readonly PaletteAction[];
  onClose: () => void;
}

function PaletteBody({ navigation, actions, onClose }: PaletteBodyProps) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const found = useFound(query);
  const grouped = [
    ...(query.trim() === "" ? [] : (found.data ?? []).map(foundOption)),
    ...localOptions(navigation, actions, query),
  ];
  const groups = [...new Set(grouped.map((option) => option.group))];
  const options = groups.flatMap((group) => grouped.filter((option) => option.group === group));
  const at = Math.min(active, Math.max(0, options.length - 1));
  const open = (option: PaletteOption | undefined) => {
    if (option === undefined) return;
    onClose();
    router.push(option.href);
  };
  const onKeyDown = (event: ReactKeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp" && event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter") open(options[at]);
    else if (options.length > 0)
      setActive((at + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length);
  };
  return (
    <>
      <div className="mk-palette-field">
        <IconSearch aria-hidden />
        <input
          role="combobox"
          aria-expanded={options.length > 0}
          aria-controls="palette-list"
          aria-activedescendant={options.length > 0 ? `palette-${at}` : undefined}
          aria-label="Search or jump to"
          placeholder="Search or jump to"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          data-autofocus
        />
      </div>
      {options.length === 0 ? (
        <div className="mk-palette-list">
          <p className="mk-palette-none" role="status">
            {found.isFetching ? "Searching" : `Nothing is called "${query.trim()}".`}
          </p>
        </div>
      ) : (
        <Results options={options} active={at} onOpen={open} onActive={setActive} />
      )}
      <div className="mk-palette-keys" aria-hidden>
        <span>
          <kbd className="mk-kbd">↑</kbd> <kbd className="mk-kbd">↓</kbd> choose
        </span>
        <span>
          <kbd className="mk-kbd">Enter</kbd> open
        </span>
        <span>
          <kbd className="mk-kbd">Esc</kbd> close
        </span>
      </div>
    </>
  );
}

interface CommandPaletteProps {
  opened: boolean;
  onOpened: (opened: boolean) => void;
  navigation: readonly NavSection[];
  actions: readonly PaletteAction[];
}

/** Ctrl or ⌘ K: every place, every action, and what the registered sources find. */
export function CommandPalette({ opened, onOpened, navigation, actions }: CommandPaletteProps) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpened(!opened);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <Modal
      opened={opened}
      onClose={() => onOpened(false)}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={560}
      className="mk-palette"
      attributes={{ content: { "aria-label": "Search or jump to" } }}
    >
      <PaletteBody navigation={navigation} actions={actions} onClose={() => onOpened(false)} />
    </Modal>
  );
}
