"use client";

import { useEffect } from "react";

/** A page about money that the browser kept from before is out of date: it is asked for again. */
export function ReloadWhenRestored() {
  useEffect(() => {
    const reload = (event: PageTransitionEvent) => event.persisted && window.location.reload();
    window.addEventListener("pageshow", reload);
    return () => window.removeEventListener("pageshow", reload);
  }, []);
  return null;
}
