import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

export function Form({ className, ...form }: ComponentProps<"form">) {
  return <form className={classNames("form", className)} {...form} />;
}

export function ChoiceGroup({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {children}
    </fieldset>
  );
}
