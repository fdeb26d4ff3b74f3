type QuantityFieldProps = { name: string; label?: string; defaultValue: number; min?: number; max?: number };

export function QuantityField({ name, label = "Quantity", defaultValue, min = 1, max }: QuantityFieldProps) {
  return (
    <label className="quantity">
      {label}
      <input
        type="number"
        inputMode="numeric"
        name={name}
        defaultValue={defaultValue}
        min={min}
        max={max}
        step={1}
        required
      />
    </label>
  );
}
