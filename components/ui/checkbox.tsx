type CheckboxProps = {
  label: string;
  name: string;
  value?: string;
  defaultChecked?: boolean;
  hint?: string;
};

export function Checkbox({ label, name, value = "on", defaultChecked, hint }: CheckboxProps) {
  const id = `${name}-${value}`;
  const hintId = hint && `${id}-hint`;
  return (
    <div className="checkbox">
      <input
        type="checkbox"
        id={id}
        name={name}
        value={value}
        defaultChecked={defaultChecked}
        aria-describedby={hintId}
      />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={hintId} className="hint">
          {hint}
        </p>
      )}
    </div>
  );
}
