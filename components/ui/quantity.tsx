import type { ComponentProps } from "react";

type QuantityFieldProps = Omit<ComponentProps<"input">, "name"> & { name: string; label: string };

export function QuantityField({ label, ...input }: QuantityFieldProps) {
  return (
    <label className="quantity">
      {label}
      <input type="number" inputMode="numeric" required min={1} step={1} {...input} />
    </label>
  );
}
