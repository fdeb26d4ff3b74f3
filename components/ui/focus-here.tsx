"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** Moves the keyboard to what just appeared, so that it is read out and Tab goes on from there. */
export function FocusHere({ children, role }: { children: ReactNode; role?: "status" | "alert" | "group" }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.focus(), []);
  return (
    <div ref={element} tabIndex={-1} role={role} className="focus-here">
      {children}
    </div>
  );
}
