import type { FormHTMLAttributes, ReactNode } from "react";
import { classNames } from "./class-names";

export function Form({ className, ...form }: FormHTMLAttributes<HTMLFormElement>) {
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
