"use client";

import "./find-field.css";
import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { FormEvent, RefObject } from "react";
import { describeProblem } from "@/components/ui/problem-text.ts";
import { findEntry } from "@/lib/trail/api.ts";

/** Leads from a position in the log, or any id, to what it belongs to. */
export function FindField({ inputRef }: { inputRef: RefObject<HTMLInputElement | null> }) {
  const router = useRouter();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const find = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    setProblem(null);
    try {
      const found = await findEntry(text.trim());
      if (found === null) setProblem("Nothing has this position or id.");
      else if (found.kind === "thing")
        router.push(
          `/audit?${new URLSearchParams({ entityType: found.entityType, entityId: found.entityId }).toString()}`,
        );
      else router.push(`/audit/${found.kind === "entry" ? found.uuid : (found.uuids[0] ?? "")}`);
    } catch (error) {
      setProblem(describeProblem(error).title);
    }
  };
  return (
    <form className="mk-trail-find" role="search" onSubmit={(event) => void find(event)}>
      <TextInput
        ref={inputRef}
        type="search"
        size="xs"
        aria-label="Find by position or id"
        placeholder="Position or id, then Enter"
        leftSection={<IconSearch aria-hidden />}
        value={text}
        error={problem}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(null);
        }}
      />
    </form>
  );
}
