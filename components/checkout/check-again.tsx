"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";

/** In ms, half a minute in all: most payments are known after the first two. */
const PAUSES_MS = [1_500, 2_000, 2_500, 3_000, 4_000, 5_000, 6_000, 6_000];

/** Draws the page again a few times, then shows `children`: what to do when it takes longer. */
export function CheckAgain({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [over, setOver] = useState(false);
  useEffect(() => {
    let timer: number;
    const ask = ([pause, ...rest]: readonly number[]) => {
      if (pause === undefined) return setOver(true);
      timer = window.setTimeout(() => {
        router.refresh();
        ask(rest);
      }, pause);
    };
    ask(PAUSES_MS);
    return () => window.clearTimeout(timer);
  }, [router]);
  return over ? children : null;
}
