import { AddressLines } from "@/components/account/address-lines";
import { ButtonLink } from "@/components/ui/button";
import { checkoutWords } from "@/lib/messages";

type DeliverToProps = { address: Parameters<typeof AddressLines>[0]["address"] | null };

const FORM = "/account/address?callbackUrl=/checkout";

/** Paying does not wait for an address: who forgets it is asked on the order. */
export function DeliverTo({ address }: DeliverToProps) {
  return (
    <section className="deliver-to" aria-labelledby="deliver-to-heading">
      <h2 id="deliver-to-heading">{checkoutWords.deliverTo}</h2>
      {address ? <AddressLines address={address} /> : <p className="hint">{checkoutWords.noAddress}</p>}
      <ButtonLink
        href={FORM}
        variant={address ? "quiet" : "secondary"}
        aria-label={address ? checkoutWords.changeAddressName : undefined}
      >
        {address ? checkoutWords.changeAddress : checkoutWords.addAddress}
      </ButtonLink>
    </section>
  );
}
