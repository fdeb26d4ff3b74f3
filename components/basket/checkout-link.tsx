"use client";

import { useEffect, useState } from "react";
import { ButtonLink } from "@/components/ui/button";
import { useLiveBasket } from "./live-basket";

/** Goes to the till once every quantity is saved; a refused one is shown instead. */
export function CheckoutLink({ children }: { children: string }) {
  const { lines } = useLiveBasket();
  const [leaving, setLeaving] = useState(false);
  const states = [...lines.values()];
  const ready = states.every((state) => state === "saved");

  useEffect(() => {
    if (!leaving || states.includes("unsaved")) return;
    setLeaving(false);
    if (ready) window.location.assign("/checkout");
    else document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  });

  return (
    <ButtonLink
      href="/checkout"
      size="large"
      onClick={(event) => {
        if (ready) return;
        event.preventDefault();
        setLeaving(true);
      }}
    >
      {children}
    </ButtonLink>
  );
}
