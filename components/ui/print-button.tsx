"use client";

import { Button } from "./button";

export function PrintButton({ children }: { children: string }) {
  return (
    <Button type="button" variant="secondary" className="scripted" onClick={() => window.print()}>
      {children}
    </Button>
  );
}
