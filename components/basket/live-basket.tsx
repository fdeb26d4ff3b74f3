"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";

type LineState = "saved" | "unsaved" | "refused";

type LiveBasket = {
  lines: ReadonlyMap<string, LineState>;
  report: (slug: string, state: LineState) => void;
};

const Context = createContext<LiveBasket>({ lines: new Map(), report: () => {} });

/** Lets the way to the till wait for quantities that are still being saved. */
export function LiveBasket({ children }: { children: ReactNode }) {
  const [lines, setLines] = useState<ReadonlyMap<string, LineState>>(new Map());
  const report = useCallback(
    (slug: string, state: LineState) =>
      setLines((before) => (before.get(slug) === state ? before : new Map(before).set(slug, state))),
    [],
  );
  const value = useMemo(() => ({ lines, report }), [lines, report]);
  return <Context value={value}>{children}</Context>;
}

export const useLiveBasket = () => useContext(Context);
