"use client";

import "@/components/ui/url-tabs.css";
import Link from "next/link";
import { usePathname } from "next/navigation";

const tabs = [
  { href: "/audit", label: "Entries" },
  { href: "/audit/checkpoints", label: "Checkpoints" },
  { href: "/audit/witnesses", label: "Witnesses" },
  { href: "/audit/replay", label: "Replay check" },
];

/** The parts of the trail. */
export function TrailTabs() {
  const pathname = usePathname();
  return (
    <nav className="mk-tabs" aria-label="Parts of the audit trail">
      <ul>
        {tabs.map(({ href, label }) => (
          <li key={href}>
            <Link href={href} {...(href === pathname ? { "aria-current": "page" as const } : {})}>
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
