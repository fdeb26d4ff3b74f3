"use client";

import { useActionState } from "react";
import { type SignInState, signInAction } from "@/app/sign-in/actions";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form-layout";
import { Notice } from "@/components/ui/notice";

export function SignInForm({ callbackUrl }: { callbackUrl: string }) {
  const [state, action, pending] = useActionState<SignInState, FormData>(signInAction, null);
  return (
    <Form action={action}>
      {state && (
        <Notice tone="error" role="alert">
          {state.error}
        </Notice>
      )}
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={state?.email}
        required
      />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      <Button size="large" aria-disabled={pending}>
        Sign in
      </Button>
    </Form>
  );
}
