"use client";

import { Button } from "@mantine/core";
import { IconDownload, IconExternalLink } from "@tabler/icons-react";
import { formatBytes } from "@/components/ui/file-size.ts";
import { Digest } from "@/components/ui/mono.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { downloadAddress } from "@/lib/evidence/api.ts";
import type { EvidenceItem } from "@/lib/evidence/schema.ts";

function Facts({ item }: { item: EvidenceItem }) {
  const size = item.sizeBytes === null ? "" : `, ${formatBytes(item.sizeBytes)}`;
  return (
    <span>
      {item.kind === "file" ? `${item.fileName ?? "File"}${size}` : item.url} ·{" "}
      {item.createdBy === null ? "added" : `${item.createdBy} added it`} <RelativeTime at={item.createdAt} />
    </span>
  );
}

/** One piece of evidence: what it shows, where it is, its digest, and what may be done with it. */
export function EvidenceRow({ item, onWithdraw }: { item: EvidenceItem; onWithdraw: () => void }) {
  return (
    <li>
      <div className="mk-rows-words">
        <strong>{item.title}</strong>
        <Facts item={item} />
        {item.digest === "" ? null : (
          <span>
            <Digest value={`sha256:${item.digest}`} />
          </span>
        )}
      </div>
      <div className="mk-rows-actions">
        {item.abilities.download ? (
          <Button
            component="a"
            href={downloadAddress(item.id)}
            download
            variant="default"
            size="compact-sm"
            leftSection={<IconDownload aria-hidden />}
            aria-label={`Download ${item.title}`}
          >
            Download
          </Button>
        ) : null}
        {item.url === null ? null : (
          <Button
            component="a"
            href={item.url}
            target="_blank"
            rel="noopener noreferrer"
            variant="default"
            size="compact-sm"
            leftSection={<IconExternalLink aria-hidden />}
            aria-label={`Open ${item.title} in a new tab`}
          >
            Open
          </Button>
        )}
        {item.abilities.withdraw ? (
          <Button variant="subtle" size="compact-sm" onClick={onWithdraw} aria-label={`Withdraw ${item.title}`}>
            Withdraw
          </Button>
        ) : null}
      </div>
    </li>
  );
}
