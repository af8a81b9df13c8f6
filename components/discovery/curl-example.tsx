"use client";

import { CodeBlock } from "@/components/ui/code-block.tsx";

const EXAMPLE = `curl -X POST "$MODELKEEP_URL/api/v1/discoveries" \\
  -H "Authorization: Bearer $MODELKEEP_KEY" -H "Content-Type: application/json" -H "Idempotency-Key: $(date +%s)" \\
  -d '{"sightings":[{"source":"proxy","kind":"url","value":"https://api.openai.com/v1/responses","seenAt":"'$(date -u +%FT%TZ)'"}]}'`;

/** How a scanner or proxy reports what it saw. */
export function CurlExample() {
  return <CodeBlock title="Report a sighting" code={EXAMPLE} />;
}
