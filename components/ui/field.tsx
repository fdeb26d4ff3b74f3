import type { InputHTMLAttributes } from "react";
import { classNames } from "./class-names";

type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "name"> & {
  label: string;
  name: string;
  error?: string;
  hint?: string;
};

/** A complaint takes the hint's place: read together they say one thing twice. */
export function Field({ label, name, id = name, error, hint: advice, ...input }: FieldProps) {
  const hint = error ? undefined : advice;
  const hintId = hint && `${id}-hint`;
  const errorId = error && `${id}-error`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={hintId} className="hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={errorId} className="problem">
          {error}
        </p>
      )}
      <input
        id={id}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={classNames(hintId, errorId) || undefined}
        {...input}
      />
    </div>
  );
}
