import type { Tone } from "@/components/ui/badge.tsx";
import type { DeliveryDto } from "@/lib/alerts/account-schema.ts";

/** How the sending of a message goes. */
export const deliveryStates: Readonly<Record<DeliveryDto["state"], { tone: Tone; words: string }>> = {
  waiting: { tone: "blue", words: "Waiting" },
  sent: { tone: "green", words: "Sent" },
  failed: { tone: "red", words: "Failed" },
};
