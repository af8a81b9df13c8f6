import "./log-facts.css";
import { Mono } from "@/components/ui/mono.tsx";
import type { LogHealth } from "@/lib/transparency/schema.ts";

/** Origin, key and address of the log, to hand to auditors and witnesses. */
export function LogFacts({ health }: { health: Pick<LogHealth, "origin" | "vkey" | "logUrl"> }) {
  const facts = [
    { label: "Origin", value: health.origin, what: "origin" },
    { label: "Key of the log", value: health.vkey, what: "key of the log" },
    { label: "Address", value: health.logUrl, what: "address of the log" },
  ];
  return (
    <dl className="mk-log-key">
      {facts.map(({ label, value, what }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value === null ? (
              <span className="mk-3">comes with the first checkpoint</span>
            ) : (
              <Mono copy={value} what={what}>
                {value}
              </Mono>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
