"use client";

import { startTransition, useActionState, useCallback, useEffect, useId, useRef, useState } from "react";
import type { FormState } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { QuantityField } from "@/components/ui/quantity";
import { useLiveBasket } from "./live-basket";

/** In ms: long enough to type a second digit, short enough to feel live. */
const PAUSE_MS = 400;

type QuantityFormProps = {
  action: (previous: FormState, form: FormData) => Promise<FormState>;
  hidden: Record<string, string>;
  line: { slug: string; quantity: number; max: number };
  /** What was typed before the session ended. */
  kept?: { quantity: string; error: string };
  words: { label: string; update: string; updateName: string };
};

/** Saves by itself soon after a change; the button is for browsers without scripts. */
export function QuantityForm({ action, hidden, line, kept, words }: QuantityFormProps) {
  const [state, send, pending] = useActionState(action, null);
  const [touched, setTouched] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<number>(undefined);
  const shown = useRef(line.quantity);
  const errorId = useId();
  const { report } = useLiveBasket();
  const error =
    touched || pending ? undefined : (state?.errors?.quantity ?? (state ? undefined : kept?.error));

  const change = useCallback(() => {
    setTouched(true);
    window.clearTimeout(timer.current);
    if (input.current?.value)
      timer.current = window.setTimeout(() => form.current?.requestSubmit(), PAUSE_MS);
  }, []);

  // Typed before the scripts were there.
  useEffect(() => {
    if (input.current && input.current.value !== input.current.defaultValue) change();
  }, [change]);
  // Changed in another tab, and seen now because another line was saved here.
  useEffect(() => {
    if (shown.current !== line.quantity && !touched && input.current)
      input.current.value = String(line.quantity);
    shown.current = line.quantity;
  }, [line.quantity, touched]);
  useEffect(() => {
    report(line.slug, touched || pending ? "unsaved" : error ? "refused" : "saved");
  }, [report, line.slug, touched, pending, error]);

  return (
    <form
      ref={form}
      action={send}
      noValidate
      className="quantity-form"
      onSubmit={(event) => {
        event.preventDefault();
        window.clearTimeout(timer.current);
        setTouched(false);
        const fields = new FormData(event.currentTarget);
        startTransition(() => send(fields));
      }}
    >
      {Object.entries(hidden).map(([name, given]) => (
        <input key={name} type="hidden" name={name} value={given} />
      ))}
      <QuantityField
        ref={input}
        name="quantity"
        label={words.label}
        defaultValue={state?.values?.quantity ?? kept?.quantity ?? line.quantity}
        max={line.max}
        onInput={change}
        onBlur={() => touched && form.current?.requestSubmit()}
        aria-invalid={error ? true : undefined}
        aria-describedby={error && errorId}
      />
      <Button variant="secondary" aria-label={words.updateName}>
        {words.update}
      </Button>
      {error && (
        <p id={errorId} role="alert" className="problem">
          {error}
        </p>
      )}
    </form>
  );
}
