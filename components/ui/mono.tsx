import "./mono.css";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

/** Ids, digests and code in running text; `copy` adds a button that copies that value, named by `what`. */
export function Mono({ children, copy, what = "value" }: { children: ReactNode; copy?: string; what?: string }) {
  if (copy === undefined) return <span className="mk-mono">{children}</span>;
  return (
    <span className="mk-digest">
      <span className="mk-mono">{children}</span>
      <CopyButton value={copy} what={what} />
    </span>
  );
}

/** `sha256:9f3c1e07…b2d84a61`: the algorithm and both ends of a digest; shorter values are left whole. */
export function shortenDigest(value: string): string {
  const cut = value.lastIndexOf(":") + 1;
  const digest = value.slice(cut);
  return digest.length <= 20 ? value : `${value.slice(0, cut)}${digest.slice(0, 8)}…${digest.slice(-8)}`;
}

/** A digest by both its ends; the whole of it in the title and in the copy. */
export function Digest({ value }: { value: string }) {
  return (
    <span className="mk-digest" title={value}>
      <span className="mk-mono">{shortenDigest(value)}</span>
      <CopyButton value={value} what="digest" />
    </span>
  );
}
