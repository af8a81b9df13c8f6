"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { StateBadge } from "@/components/ui/badge.tsx";
import { digestQuery } from "@/lib/signing/api.ts";

/** What the inventory knows of a digest. */
export function InventoryMatch({ digest }: { digest: string }) {
  const matches = useQuery(digestQuery(digest));
  if (matches.isError) return <div className="mk-check-line">The inventory could not be asked. Try again later.</div>;
  if (matches.data === undefined) return <div className="mk-check-line">Looking in the inventory…</div>;
  const { items } = matches.data;
  if (items.length === 0) {
    return (
      <div>
        <StateBadge tone="amber">Nothing in the inventory has this digest</StateBadge>
      </div>
    );
  }
  return (
    <ul className="mk-check-findings">
      {items.map((item) => (
        <li key={`${item.id} ${item.detail}`}>
          <StateBadge tone="green">Recorded</StateBadge>
          <div>
            <Link href={item.href}>{item.name}</Link>
            {item.detail === "" ? null : `, ${item.detail}`} ({item.state})
          </div>
        </li>
      ))}
    </ul>
  );
}
