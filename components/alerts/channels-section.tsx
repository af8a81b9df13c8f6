"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Badge, StateBadge, type Tone } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Mono } from "@/components/ui/mono.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { channelsQuery, removeChannel, testChannel } from "@/lib/alerts/api.ts";
import type { ChannelDto } from "@/lib/alerts/schema.ts";
import type { z } from "@/lib/zod.ts";
import { ChannelDialog } from "./channel-dialog.tsx";
import { channelLabels } from "./channel-labels.ts";
import { capital } from "./severity-choices.ts";

type Channel = z.output<typeof ChannelDto>;
type Delivery = NonNullable<Channel["lastDelivery"]>;

const states: Readonly<Record<Delivery["state"], { tone: Tone; words: string }>> = {
  waiting: { tone: "blue", words: "Waiting" },
  sent: { tone: "green", words: "Sent" },
  failed: { tone: "red", words: "Failed" },
};

function LastDelivery({ channel: { kind, lastDelivery } }: { channel: Channel }) {
  if (lastDelivery === null) {
    return <span>{kind === "email" ? "Letters go to the mail server’s queue." : "Nothing was sent yet."}</span>;
  }
  const { state, attempts, failure, at } = lastDelivery;
  return (
    <span className="mk-alert-row-facts">
      Last message: <StateBadge tone={states[state].tone}>{states[state].words}</StateBadge> <RelativeTime at={at} />
      {attempts > 1 ? `, ${attempts} attempts` : ""}
      {failure === null ? null : <span>{failure}</span>}
    </span>
  );
}

function ChannelRow({ channel, onRemove }: { channel: Channel; onRemove: () => void }) {
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () => testChannel(channel.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["alert_channel"] });
      toastDone({ message: `A test message to ${channel.name} is on its way.` });
    },
    onError: toastProblem,
  });
  return (
    <li>
      <div className="mk-rows-words">
        <strong className="mk-alert-row-facts">
          {channel.name} <Badge>{channelLabels[channel.kind]}</Badge>
        </strong>
        <span>
          <Mono>{channel.shown}</Mono> · from {capital(channel.least)} on
        </span>
        <LastDelivery channel={channel} />
      </div>
      <div className="mk-rows-actions">
        <Button
          variant="default"
          size="compact-sm"
          loading={test.isPending}
          onClick={() => test.mutate()}
          aria-label={`Send a test to ${channel.name}`}
        >
          Send a test
        </Button>
        <Button variant="default" size="compact-sm" onClick={onRemove} aria-label={`Remove ${channel.name}`}>
          Remove
        </Button>
      </div>
    </li>
  );
}

function ChannelRows({ items }: { items: Channel[] }) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Channel>();
  async function remove(): Promise<void> {
    if (chosen === undefined) return;
    await removeChannel({ id: chosen.id, expectedVersion: chosen.version });
    await client.invalidateQueries({ queryKey: ["alert_channel"] });
    toastDone({ message: `${chosen.name} removed.` });
  }
  return (
    <>
      <ul className="mk-rows">
        {items.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} onRemove={() => setChosen(channel)} />
        ))}
      </ul>
      <ConfirmDialog
        opened={chosen !== undefined}
        onClose={() => setChosen(undefined)}
        title={`Remove ${chosen?.name ?? ""}`}
        confirmLabel="Remove channel"
        danger
        onConfirm={remove}
      >
        Nothing is sent there from now on, and its address and secret are forgotten. To send there again, add it anew.
      </ConfirmDialog>
    </>
  );
}

/** Where alerts are sent, and how the last message went. */
export function ChannelsSection() {
  const channels = useQuery(channelsQuery());
  const [adding, setAdding] = useState(false);
  if (channels.isError) return <ProblemPanel error={channels.error} onRetry={() => void channels.refetch()} />;
  if (channels.data === undefined) return <TextSkeleton />;
  const { items } = channels.data;
  const add = (
    <Button variant="default" leftSection={<IconPlus aria-hidden />} onClick={() => setAdding(true)}>
      Add a channel
    </Button>
  );
  return (
    <section aria-labelledby="channels-heading">
      <div className="mk-settings-head">
        <h2 id="channels-heading">Channels</h2>
        {items.length === 0 ? null : add}
      </div>
      {items.length === 0 ? (
        <EmptyState title="No channels yet" action={add}>
          Security leads, responders and the owner of a model are told in the application. A channel sends alerts
          elsewhere too: to a mailbox, to Slack, or to a program by a signed webhook.
        </EmptyState>
      ) : (
        <ChannelRows items={items} />
      )}
      <ChannelDialog opened={adding} onClose={() => setAdding(false)} />
    </section>
  );
}
