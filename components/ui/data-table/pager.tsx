"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";

interface PagerProps {
  shown: number;
  total: number | undefined;
  /** [one, many], lower case. */
  noun: readonly [one: string, many: string];
  cursor: string | undefined;
  nextCursor: string | null | undefined;
  onCursor: (cursor: string | undefined) => void;
}

/** "41 models", or how many of them are shown. */
export function countWords(shown: number, total: number | undefined, noun: readonly [string, string]): string {
  const all = total ?? shown;
  const word = all === 1 ? noun[0] : noun[1];
  const number = (value: number) => value.toLocaleString("en-GB");
  return all > shown ? `${number(shown)} of ${number(all)} ${word}` : `${number(all)} ${word}`;
}

/** How many there are, and the way to the next ones. Back is the browser's own, offered only after Next was pressed here. */
export function Pager({ shown, total, noun, cursor, nextCursor, onCursor }: PagerProps) {
  const router = useRouter();
  const [ahead, setAhead] = useState(0);
  const more = nextCursor !== undefined && nextCursor !== null;
  const back = () => {
    setAhead(ahead - 1);
    router.back();
  };
  const forward = () => {
    setAhead(ahead + 1);
    onCursor(nextCursor ?? undefined);
  };
  return (
    <div className="mk-table-foot">
      <span className="mk-num">
        {total === undefined && more ? `${shown} ${noun[1]} on this page` : countWords(shown, total, noun)}
      </span>
      {cursor === undefined && !more ? null : (
        <span className="mk-table-pager">
          {cursor === undefined ? null : (
            <>
              <Button size="xs" variant="subtle" color="gray" onClick={() => onCursor(undefined)}>
                First page
              </Button>
              <Button size="xs" variant="default" disabled={ahead === 0} onClick={back}>
                Back
              </Button>
            </>
          )}
          <Button size="xs" variant="default" disabled={!more} onClick={forward}>
            Next
          </Button>
        </span>
      )}
    </div>
  );
}
