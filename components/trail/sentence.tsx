import "./sentence.css";
import Link from "next/link";
import type { SentencePart } from "@/lib/trail/rules.ts";

/** An entry's sentence: who stands out, what it names is a link where it has a page. All text is data, never markup. */
export function Sentence({ parts }: { parts: readonly SentencePart[] }) {
  return (
    <span className="mk-sentence">
      {parts.map((part, at) => {
        const key = `${String(at)} ${part.text}`;
        if (part.kind === "text") return <span key={key}>{part.text}</span>;
        if (part.href !== undefined) {
          return (
            <Link key={key} href={part.href} data-part={part.kind}>
              {part.text}
            </Link>
          );
        }
        return (
          <span key={key} data-part={part.kind}>
            {part.text}
          </span>
        );
      })}
    </span>
  );
}
