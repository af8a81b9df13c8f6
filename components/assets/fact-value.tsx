import "./assets.css";
import { Digest } from "@/components/ui/mono.tsx";
import { formatBytes } from "@/components/ui/file-size.ts";
import { MarkdownView } from "@/components/inventory/markdown-view.tsx";
import type { FactField } from "@/lib/inventory/assets/field-rules.ts";

/** A link that leaves the product; anything but http and https is shown as text. */
export function OutsideLink({ href, children }: { href: string; children: string }) {
  if (!/^https?:\/\//i.test(href)) return <span className="mk-mono">{children}</span>;
  return (
    <a className="mk-link" href={href} target="_blank" rel="noreferrer noopener nofollow">
      {children}
    </a>
  );
}

/** The words of a choice; "Not stated" for the value that says so. */
function choiceWords(field: FactField, value: string): string | null {
  return value === "unknown" ? null : (field.options?.[value] ?? value);
}

/** A short fact as people read it; null when it is not stated. */
export function factWords(field: FactField, value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "number") return field.input === "bytes" ? formatBytes(value) : value.toLocaleString("en-GB");
  if (typeof value !== "string") return null;
  return field.input === "choice" ? choiceWords(field, value) : value;
}

/** A fact on a page: text, an address, a digest, Markdown; null when it is not stated. */
export function factNode(field: FactField, value: unknown) {
  const words = factWords(field, value);
  if (words === null) return null;
  switch (field.input) {
    case "address":
      return <OutsideLink href={words}>{words}</OutsideLink>;
    case "digest":
      return <Digest value={`sha256:${words}`} />;
    case "prose":
      return <MarkdownView text={words} />;
    default:
      return <span className="mk-fact-words">{words}</span>;
  }
}
