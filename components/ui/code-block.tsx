"use client";

import "./code-block.css";
import { CopyButton } from "./copy-button.tsx";

interface CodeBlockProps {
  code: string;
  title: string;
  wrap?: boolean;
  maxHeight?: number;
}

/** What scrolls must be reachable by keyboard. */
const scrollable = { tabIndex: 0, role: "region" };

/** Text shown byte for byte, with its name and a button to copy it. Never rendered as markup. */
export function CodeBlock({ code, title, wrap = false, maxHeight }: CodeBlockProps) {
  return (
    <figure className="mk-code" data-wrap={wrap || undefined}>
      <figcaption className="mk-code-head">
        {title}
        <CopyButton value={code} what={title} />
      </figcaption>
      <pre {...scrollable} aria-label={title} style={maxHeight === undefined ? undefined : { maxHeight }}>
        {code}
      </pre>
    </figure>
  );
}
