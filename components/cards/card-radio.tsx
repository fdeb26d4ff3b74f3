import { classNames } from "@/components/ui/class-names";
import { SchemeMark } from "./scheme-mark";

type CardRadioProps = {
  /** The form's id: a streamed radio may stand outside of it. */
  form?: string;
  name: string;
  value: string;
  label: string;
  scheme?: string;
  defaultChecked?: boolean;
  disabled?: boolean;
  expired?: boolean;
  note?: string;
};

export function CardRadio({
  form,
  name,
  value,
  label,
  scheme,
  defaultChecked,
  disabled,
  expired,
  note,
}: CardRadioProps) {
  const id = `${name}-${value}`;
  const noteId = note && `${id}-note`;
  const [title, ...rest] = label.split(/(?<=,) /);
  return (
    <div className={classNames("card-radio", expired && "expired")}>
      <input
        type="radio"
        form={form}
        id={id}
        name={name}
        value={value}
        defaultChecked={defaultChecked}
        disabled={disabled}
        aria-describedby={noteId}
      />
      <label htmlFor={id}>
        <b>{title}</b> <span>{rest.join(" ")}</span>
      </label>
      <SchemeMark scheme={scheme} />
      {note && (
        <p id={noteId} className="hint">
          {note}
        </p>
      )}
    </div>
  );
}
