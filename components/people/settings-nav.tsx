"use client";

import "@/components/ui/url-tabs.css";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { Permission } from "@/lib/kernel/policy.ts";

const places: readonly { href: string; label: string; needs: Permission }[] = [
  { href: "/settings/profile", label: "Profile", needs: "self:read" },
  { href: "/settings/security", label: "Security", needs: "self:read" },
  { href: "/settings/people", label: "People", needs: "people:read" },
  { href: "/settings/fields", label: "Own fields", needs: "field:manage" },
  { href: "/settings/connections", label: "Connections", needs: "connection:manage" },
  { href: "/settings/keys", label: "API keys", needs: "key:read" },
  { href: "/settings/gates", label: "Gates", needs: "gate:read" },
  { href: "/settings/threats", label: "Threats", needs: "threat:read" },
  { href: "/settings/telemetry", label: "Telemetry", needs: "telemetry:read" },
  { href: "/settings/alerts", label: "Alerts", needs: "alert:read" },
  { href: "/settings/trust", label: "Trusted keys", needs: "trust:read" },
  { href: "/settings/organization", label: "Organization", needs: "organization:read" },
];

/** The parts of the settings that this person can open. */
export function SettingsNav({ abilities }: { abilities: readonly string[] }) {
  const pathname = usePathname();
  return (
    <nav className="mk-tabs" aria-label="Settings">
      <ul>
        {places
          .filter(({ needs }) => abilities.includes(needs))
          .map(({ href, label }) => (
            <li key={href}>
              <Link
                href={href}
                {...(pathname === href || pathname.startsWith(`${href}/`) ? { "aria-current": "page" as const } : {})}
              >
                {label}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
