import { Badge, StateBadge } from "@/components/ui/badge.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import type { AccountDto, DeliveryDto } from "@/lib/alerts/account-schema.ts";
import type { Alert } from "@/lib/telemetry/schema.ts";
import { channelLabels } from "./channel-labels.ts";
import { deliveryStates } from "./delivery-states.ts";

const events: Readonly<Record<string, string>> = {
  "alert.opened": "that it opened",
  "alert.escalated": "that it became graver",
  "alert.continued": "that it goes on",
  "alert.resolved": "that it is over",
};

function howItWent({ state, attempts, failure, again, alerts }: DeliveryDto): string {
  const tries = attempts > 1 ? `${attempts} attempts.` : "";
  const next = state === "failed" ? (again ? "It is tried again, later each time." : "It is not tried again.") : "";
  const group = alerts > 1 ? `One message for ${alerts} alerts.` : "";
  return [failure ?? "", tries, next, group].filter((part) => part !== "").join(" ");
}

function Delivery({ delivery }: { delivery: DeliveryDto }) {
  const { channel, kind, event, state, at, createdAt } = delivery;
  const how = howItWent(delivery);
  return (
    <li>
      <span className="mk-alert-row-facts">
        <strong>{channel}</strong> <Badge>{channelLabels[kind]}</Badge>
        <StateBadge tone={deliveryStates[state].tone}>{deliveryStates[state].words}</StateBadge>
      </span>
      <span className="mk-2">
        {state === "sent" ? "Told" : "Not told yet"} {events[event] ?? "of it"}, <RelativeTime at={at ?? createdAt} />
      </span>
      {how === "" ? null : <span className="mk-2">{how}</span>}
    </li>
  );
}

function noneWords({ silenced, state }: Alert, people: AccountDto["people"]): string {
  if (state === "pending") return "Nobody is told before it fires.";
  if (!silenced) return "No channel was told.";
  return people === null ? "Nobody was told: it is silenced." : "No channel was told. It is silenced now.";
}

/** Who was told of it and how that went. */
export function AlertDeliveries({ alert, account }: { alert: Alert; account: AccountDto }) {
  const { people, waiting, deliveries } = account;
  return (
    <Section title="Who was told">
      <ul className="mk-alert-deliveries">
        {people === null ? null : (
          <li>
            <strong>People in the application</strong>
            <span className="mk-2">
              Told {events[people.event] ?? "of it"}, <RelativeTime at={people.at} />
            </span>
          </li>
        )}
        {deliveries.map((delivery) => (
          <Delivery key={delivery.id} delivery={delivery} />
        ))}
        {waiting === 0 ? null : (
          <li className="mk-2">
            {waiting === 1 ? "A channel is" : `${waiting} channels are`} about to be told, together with other alerts of
            the model.
          </li>
        )}
        {deliveries.length > 0 || waiting > 0 ? null : <li className="mk-3">{noneWords(alert, people)}</li>}
      </ul>
    </Section>
  );
}
