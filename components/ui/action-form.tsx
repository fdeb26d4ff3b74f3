"use client";

import { type ComponentProps, type ReactNode, useActionState, useEffect, useRef } from "react";
import { Button } from "./button";
import { Field } from "./field";
import { Form } from "./form-layout";
import { Notice } from "./notice";

/** A refused form: what was typed (passwords aside), and what is wrong with it, by field or with the whole. */
export type FormState = {
  values?: Record<string, string>;
  errors?: Record<string, string>;
  problem?: ReactNode;
} | null;

type ActionFormProps = {
  action: (previous: FormState, form: FormData) => Promise<FormState>;
  fields?: readonly Omit<ComponentProps<typeof Field>, "error">[];
  hidden?: Record<string, string>;
  submit: string;
  variant?: ComponentProps<typeof Button>["variant"];
  children?: ReactNode;
};

/** Works without scripts; with them the first error takes the focus and a second press is no second send. */
export function ActionForm({ action, fields = [], hidden = {}, submit, variant, children }: ActionFormProps) {
  const [state, send, pending] = useActionState(action, null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')?.focus();
  }, [state]);
  return (
    <Form
      ref={form}
      action={send}
      noValidate
      aria-busy={pending}
      onSubmit={(event) => pending && event.preventDefault()}
    >
      {state?.problem && (
        <Notice tone="error" role="alert" tabIndex={-1}>
          {state.problem}
        </Notice>
      )}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields.map(({ defaultValue, ...field }) => (
        <Field
          key={field.name}
          {...field}
          defaultValue={state?.values?.[field.name] ?? defaultValue}
          error={state?.errors?.[field.name]}
        />
      ))}
      {children}
      <Button size="large" variant={variant} aria-disabled={pending}>
        {submit}
      </Button>
    </Form>
  );
}
