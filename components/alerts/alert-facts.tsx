import Link from "next/link";
import { Badge } from "@/components/ui/badge.tsx";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { Section } from "@/components/ui/section.tsx";
import type { AccountDto } from "@/lib/alerts/account-schema.ts";
import type { Alert } from "@/lib/telemetry/schema.ts";
import { momentWords } from "./moment-words.ts";
import { ruleSentence } from "./rule-sentence.ts";
import { kindLabels } from "./silence-words.ts";

function Techniques({ techniques }: Pick<AccountDto, "techniques">) {
  return (
    <span className="mk-alert-row-facts">
      {techniques.map(({ id, name }) => (
        <Link key={id} className="mk-link" href={`/threats?state=all&technique=${encodeURIComponent(id)}`}>
          <Badge tone="accent">{id}</Badge> {name}
        </Link>
      ))}
    </span>
  );
}

function Rule({ rule, removed }: { rule: NonNullable<AccountDto["rule"]>; removed: boolean }) {
  return (
    <>
      {removed ? (
        <span>{rule.name}, removed since</span>
      ) : (
        <Link className="mk-link" href="/settings/alerts">
          {rule.name}
        </Link>
      )}
      <br />
      <span className="mk-2">{ruleSentence(rule)}</span>
    </>
  );
}

/** What the alert is about, in facts. */
export function AlertFacts({ alert, account }: { alert: Alert; account: AccountDto }) {
  const { model, firedAt, resolvedAt } = alert;
  const { rule, ruleRemoved, kind, techniques } = account;
  const items = [
    {
      label: "Model",
      value:
        model === null ? null : (
          <Link className="mk-link" href={`/telemetry/${model.slug}`}>
            {model.name}
          </Link>
        ),
    },
    { label: "Kind", value: kindLabels[kind] ?? kind },
    { label: "Raised by", value: rule === null ? "A detector" : <Rule rule={rule} removed={ruleRemoved} /> },
    ...(techniques.length === 0 ? [] : [{ label: "MITRE ATLAS", value: <Techniques techniques={techniques} /> }]),
    { label: "Fires since", value: firedAt === null ? "It does not fire yet" : momentWords(firedAt) },
    ...(resolvedAt === null ? [] : [{ label: "Over", value: momentWords(resolvedAt) }]),
  ];
  return (
    <Section title="About">
      <KeyValueList items={items} />
    </Section>
  );
}
