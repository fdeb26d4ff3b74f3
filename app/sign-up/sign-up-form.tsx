"use client";

import { useActionState } from "react";
import { type SignUpState, signUpAction } from "@/app/sign-up/actions";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form-layout";

export function SignUpForm({ callbackUrl }: { callbackUrl: string }) {
  const [state, action, pending] = useActionState<SignUpState, FormData>(signUpAction, null);
  const errors = state?.errors ?? {};
  return (
    <Form action={action} noValidate>
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Field
        label="Name"
        name="name"
        autoComplete="name"
        defaultValue={state?.name}
        error={errors.name}
        required
      />
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={state?.email}
        error={errors.email}
        required
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters."
        error={errors.password}
        required
      />
      <Button size="large" aria-disabled={pending}>
        Create account
      </Button>
    </Form>
  );
}
