"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCircleCheck, IconCircleX, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { describeProblem } from "./problem-text.ts";

interface ToastOptions {
  message: string;
  /** Only where undoing is honest: it must bring back what was there. */
  undo?: () => Promise<void> | void;
}

function show(icon: ReactNode, { message, undo }: ToastOptions): void {
  const id = notifications.show({
    icon,
    color: "transparent",
    autoClose: undo === undefined ? 5000 : 10_000,
    closeButtonProps: { "aria-label": "Dismiss" },
    message:
      undo === undefined ? (
        message
      ) : (
        <span className="mk-toast">
          {message}
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              notifications.hide(id);
              void Promise.resolve(undo()).catch(toastProblem);
            }}
          >
            Undo
          </Button>
        </span>
      ),
  });
}

/** Says that something was done: past tense, one sentence ("card-fraud-gbm archived."). */
export function toastDone(options: ToastOptions): void {
  show(<IconCircleCheck aria-hidden color="var(--green-fill)" />, options);
}

/** Says something worth knowing that nobody asked for. */
export function toastInfo(options: ToastOptions): void {
  show(<IconInfoCircle aria-hidden color="var(--blue-fill)" />, options);
}

/** Says why something failed, from whatever a request threw; stays until it is dismissed. */
export function toastProblem(error: unknown): void {
  const { title, explanation, requestId } = describeProblem(error);
  notifications.show({
    icon: <IconCircleX aria-hidden color="var(--red-fill)" />,
    color: "transparent",
    autoClose: false,
    closeButtonProps: { "aria-label": "Dismiss" },
    title,
    message: requestId === undefined ? explanation : `${explanation} Request ${requestId}.`,
  });
}
