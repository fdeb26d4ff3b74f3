"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

/** In ms. A page that has not left by then was stopped; pressing again continues the same order. */
const PATIENCE_MS = 20_000;

type PayButtonProps = {
  form: string;
  label: string;
  /** What happens next, by the value of the card's radio. */
  next: Readonly<Record<string, string>>;
  chosen: string;
  /** True of every card, for browsers without scripts; needed where there is a choice. */
  nextWithAny?: string;
  pending: string;
};

export function PayButton({ form, label, next, chosen, nextWithAny, pending }: PayButtonProps) {
  const { card, sent } = usePayForm(form);
  return (
    <>
      <Button form={form} size="large" aria-disabled={sent}>
        {label}
      </Button>
      <div aria-live="polite">
        <p className={nextWithAny ? "hint scripted" : "hint"}>{next[card ?? chosen]}</p>
        {nextWithAny && card === null && <p className="hint unscripted">{nextWithAny}</p>}
        {sent && <p role="status">{pending}</p>}
      </div>
    </>
  );
}

/** Follows the radios and the submit of a form that may stand elsewhere on the page. */
function usePayForm(id: string) {
  const [card, setCard] = useState<string | null>(null);
  const [sent, setSent] = useState(false);
  useEffect(() => {
    const form = document.getElementById(id);
    if (!(form instanceof HTMLFormElement)) return;
    let stopped: number | undefined;
    const read = () => setCard(String(new FormData(form).get("card")));
    const send = (event: Event) => {
      if (stopped !== undefined) return event.preventDefault();
      setSent(true);
      stopped = window.setTimeout(() => {
        stopped = undefined;
        setSent(false);
      }, PATIENCE_MS);
    };
    // A page brought back as it was shows an old total and old cards.
    const show = (event: PageTransitionEvent) => (event.persisted ? window.location.reload() : read());
    // The browser may have restored a choice before this ran.
    read();
    document.addEventListener("change", read);
    form.addEventListener("submit", send);
    window.addEventListener("pageshow", show);
    return () => {
      window.clearTimeout(stopped);
      document.removeEventListener("change", read);
      form.removeEventListener("submit", send);
      window.removeEventListener("pageshow", show);
    };
  }, [id]);
  return { card, sent };
}
