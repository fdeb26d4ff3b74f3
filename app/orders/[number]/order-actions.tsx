import {
  cancelOrderAction,
  checkPaymentAction,
  orderAgainAction,
  sendReceiptAction,
} from "@/app/orders/[number]/actions";
import { Button } from "@/components/ui/button";
import { PrintButton } from "@/components/ui/print-button";
import { checkoutWords, orderWords } from "@/lib/messages";
import type { Order } from "@/lib/orders/find-order";

type Props = { order: Order; email: string; offersWithoutCards: boolean };

/** What can be done with an order depends on one thing only: how far its payment has come. */
export function OrderActions({ order, email, offersWithoutCards }: Props) {
  const { number, status, timeIsUp, paidAt } = order;
  if (status === "REVIEW") return null;
  if (status === "AWAITING_PAYMENT" && !timeIsUp)
    return (
      <div className="cluster">
        <form action={`/orders/${number}/pay`} method="post" className="cluster">
          <Button size="large">{orderWords.carryOn}</Button>
          {offersWithoutCards && (
            <Button variant="secondary" name="withoutSavedCards" value="on">
              {checkoutWords.withoutSavedCards}
            </Button>
          )}
        </form>
        <OrderForm action={checkPaymentAction} number={number}>
          {orderWords.checkPayment}
        </OrderForm>
        <OrderForm action={cancelOrderAction} number={number} variant="quiet">
          {orderWords.cancel}
        </OrderForm>
      </div>
    );
  if (!paidAt)
    return (
      <div className="cluster">
        {status === "CANCELLING" && !timeIsUp ? (
          <OrderForm action={cancelOrderAction} number={number}>
            {orderWords.cancel}
          </OrderForm>
        ) : (
          <OrderForm action={orderAgainAction} number={number} variant="primary">
            {orderWords.payAgain}
          </OrderForm>
        )}
        {(timeIsUp || status === "CANCELLING") && (
          <OrderForm action={checkPaymentAction} number={number}>
            {orderWords.checkPayment}
          </OrderForm>
        )}
      </div>
    );
  return (
    <div className="stack unprinted">
      <div className="cluster">
        <PrintButton>{orderWords.print}</PrintButton>
        <OrderForm action={sendReceiptAction} number={number}>
          {orderWords.receipt}
        </OrderForm>
        <OrderForm action={orderAgainAction} number={number}>
          {orderWords.orderAgain}
        </OrderForm>
      </div>
      <p className="hint">{orderWords.receiptGoesTo(email)}</p>
    </div>
  );
}

type OrderFormProps = {
  action: (form: FormData) => Promise<void>;
  number: string;
  variant?: "primary" | "secondary" | "quiet";
  children: string;
};

function OrderForm({ action, number, variant = "secondary", children }: OrderFormProps) {
  return (
    <form action={action}>
      <input type="hidden" name="number" value={number} />
      <Button variant={variant}>{children}</Button>
    </form>
  );
}
