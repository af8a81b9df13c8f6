"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import type { z } from "@/lib/zod.ts";
import { parseListState, writeListState } from "./list-state.ts";

type Change<State> = Partial<{ [Key in keyof State]: State[Key] | undefined }>;

/**
 * The state of a list, kept in the address. `change` merges; anything but paging goes back to the first page. Other
 * parameters of the address (such as `tab`) are kept. Typing in the search replaces the entry of the browser's history,
 * everything else adds one.
 */
export function useListState<Schema extends z.ZodObject>(
  schema: Schema,
): [state: z.output<Schema>, change: (change: Change<z.output<Schema>>) => void] {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const state = useMemo(() => parseListState(schema, new URLSearchParams(search)), [schema, search]);
  const change = (patch: Change<z.output<Schema>>) => {
    const paging = "cursor" in patch;
    const next = writeListState(schema, { ...state, ...(paging ? {} : { cursor: undefined }), ...patch });
    for (const [key, value] of search) if (!(key in schema.shape)) next.append(key, value);
    const address = next.size === 0 ? pathname : `${pathname}?${next.toString()}`;
    const onlySearch = Object.keys(patch).every((key) => key === "q");
    if (onlySearch) router.replace(address, { scroll: false });
    else router.push(address, { scroll: false });
  };
  return [state, change];
}
