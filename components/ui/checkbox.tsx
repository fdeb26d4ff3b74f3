type CheckboxProps = {
  /** The form's id, for a box outside of it. */
  form?: string;
  label: string;
  name: string;
  value?: string;
  defaultChecked?: boolean;
  hint?: string;
};

export function Checkbox({ form, label, name, value = "on", defaultChecked, hint }: CheckboxProps) {
  const id = `${name}-${value}`;
  const hintId = hint && `${id}-hint`;
  return (
    <div className="checkbox">
      <input
        type="checkbox"
        form={form}
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
