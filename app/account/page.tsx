import type { Metadata } from "next";
import { AccountPart } from "@/components/account/account-part";
import { AddressLines } from "@/components/account/address-lines";
import { Button } from "@/components/ui/button";
import { PageTitle } from "@/components/ui/page-title";
import { findAddress } from "@/lib/account/address";
import { requireUser } from "@/lib/auth/session";
import { accountWords as words } from "@/lib/messages";

export const metadata: Metadata = { title: words.title, robots: { index: false } };

export default async function AccountPage() {
  const user = await requireUser("/account");
  const address = await findAddress(user.id);
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <AccountPart title={words.details.title} action={<a href="/account/details">{words.details.change}</a>}>
        <p>
          <bdi>{user.name}</bdi>
        </p>
        <p>{user.email}</p>
      </AccountPart>
      <AccountPart
        title={words.address.title}
        action={<a href="/account/address">{address ? words.address.change : words.address.add}</a>}
      >
        {address ? <AddressLines address={address} /> : <p>{words.address.none}</p>}
      </AccountPart>
      <AccountPart title={words.orders.title} action={<a href="/orders">{words.orders.see}</a>}>
        <p>{words.orders.text}</p>
      </AccountPart>
      <AccountPart title={words.cards.title} action={<a href="/account/cards">{words.cards.see}</a>}>
        <p>{words.cards.text}</p>
      </AccountPart>
      <AccountPart
        title={words.password.title}
        action={<a href="/account/password">{words.password.change}</a>}
      >
        <p>{words.password.text}</p>
      </AccountPart>
      <AccountPart title={words.session.title} action={<SignOut />}>
        <p>{words.session.text}</p>
      </AccountPart>
      <AccountPart title={words.deletion.title} action={<a href="/account/delete">{words.deletion.see}</a>}>
        <p>{words.deletion.text}</p>
      </AccountPart>
    </>
  );
}

function SignOut() {
  return (
    <>
      <form action="/sign-out" method="post">
        <Button variant="secondary">{words.session.here}</Button>
      </form>
      <form action="/sign-out/everywhere" method="post">
        <Button variant="quiet">{words.session.everywhere}</Button>
      </form>
    </>
  );
}
