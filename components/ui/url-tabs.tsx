"use client";

import "./url-tabs.css";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";

export interface UrlTab {
  id: string;
  label: string;
  count?: number;
}

/** The tab of the address (`?tab=…`), the first of `ids` when there is none or it is not one of them. */
export function useUrlTab<Id extends string>(ids: readonly [Id, ...Id[]]): Id {
  const wanted = useSearchParams().get("tab");
  return ids.find((id) => id === wanted) ?? ids[0];
}

/** Parts of a page as links: `?tab=<id>`, so that each part has an address; the first is the page without the parameter. */
export function UrlTabs({ label, tabs, current }: { label: string; tabs: readonly UrlTab[]; current: string }) {
  const pathname = usePathname();
  return (
    <nav className="mk-tabs" aria-label={label}>
      <ul>
        {tabs.map((tab, index) => (
          <li key={tab.id}>
            <Link
              href={index === 0 ? pathname : `${pathname}?tab=${tab.id}`}
              scroll={false}
              {...(tab.id === current ? { "aria-current": "page" as const } : {})}
            >
              {tab.label}
              {tab.count === undefined ? null : <span>{tab.count.toLocaleString("en-GB")}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
