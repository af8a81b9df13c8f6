"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Badge, StateBadge } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Mono } from "@/components/ui/mono.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { channelsQuery, removeChannel, testChannel } from "@/lib/alerts/api.ts";
import type { ChannelDto } from "@/lib/alerts/schema.ts";
import { ChannelDialog } from "./channel-dialog.tsx";
import { togetherLabels } from "./channel-form.ts";
import { channelLabels } from "./channel-labels.ts";
import { deliveryStates } from "./delivery-states.ts";
import { secondsWords, spanWords } from "./rule-sentence.ts";
import { capital } from "./severity-choices.ts";

type Channel = ChannelDto;

/** What comes together, and how fast: "Alerts of one model and severity together, after 30 seconds, then every 5 minutes". */
function paceWords({ together, waitMs, intervalMs }: Channel): string {
  const wait = waitMs === 0 ? "at once" : `after ${secondsWords(waitMs)}`;
  const then = intervalMs === 0 ? "" : `, then at most every ${spanWords(intervalMs).replace(/^1 /, "")}`;
  return together === "alert"
    ? `Each alert by itself, ${wait}`
    : `${togetherLabels[together]} together, ${wait}${then}`;
}

function LastDelivery({ channel: { lastDelivery } }: { channel: Channel }) {
  if (lastDelivery === null) return <span>Nothing was sent yet.</span>;
  const { state, attempts, failure, at } = lastDelivery;
  return (
    <span className="mk-alert-row-facts">
      Last message: <StateBadge tone={deliveryStates[state].tone}>{deliveryStates[state].words}</StateBadge>{" "}
      <RelativeTime at={at} />
      {attempts > 1 ? <span>{attempts} attempts</span> : null}
      {failure === null ? null : <span>{failure}</span>}
    </span>
  );
}

interface ChannelRowProps {
  channel: Channel;
  onChange: () => void;
  onRemove: () => void;
}

function ChannelRow({ channel, onChange, onRemove }: ChannelRowProps) {
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
        <span>{paceWords(channel)}.</span>
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
        <Button variant="default" size="compact-sm" onClick={onChange} aria-label={`Change ${channel.name}`}>
          Change
        </Button>
        <Button variant="default" size="compact-sm" onClick={onRemove} aria-label={`Remove ${channel.name}`}>
          Remove
        </Button>
      </div>
    </li>
  );
}

function ChannelRows({ items, onChange }: { items: Channel[]; onChange: (channel: Channel) => void }) {
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
          <ChannelRow
            key={channel.id}
            channel={channel}
            onChange={() => onChange(channel)}
            onRemove={() => setChosen(channel)}
          />
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
  const [open, setOpen] = useState<Channel | null>();
  if (channels.isError) return <ProblemPanel error={channels.error} onRetry={() => void channels.refetch()} />;
  if (channels.data === undefined) return <TextSkeleton />;
  const { items } = channels.data;
  const add = (
    <Button variant="default" leftSection={<IconPlus aria-hidden />} onClick={() => setOpen(null)}>
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
        <ChannelRows items={items} onChange={setOpen} />
      )}
      <ChannelDialog channel={open} onClose={() => setOpen(undefined)} />
    </section>
  );
}
