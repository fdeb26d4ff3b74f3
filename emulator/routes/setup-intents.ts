import type { Call, Handlers } from "../call";
import type { SetupIntent } from "../entities";
import { Refusal } from "../errors";
import { newClientSession } from "../payments/client-session";
import { paymentMethods, presentMerchant } from "../payments/present";
import { createSetupFrom, currentSetup, endSetup } from "../payments/setup";
import { createSetupIntent } from "../schemas/setup-intent";
import type { World } from "../world";

/** A setup intent as anybody with its id may see it: without the history of its cards. */
function presentPublicSetup({ settings }: World, setup: SetupIntent) {
  const { request, clientSession } = setup;
  return {
    id: setup.id,
    clientSessionSecret: clientSession.secret,
    clientSessionSecretExpirationDate: clientSession.expireAt,
    status: setup.status,
    paymentMethods: paymentMethods(setup),
    customer: request.customer,
    billingAddress: request.billingAddress,
    shippingDetails: request.shippingDetails,
    createdAt: setup.createdAt,
    updatedAt: setup.updatedAt,
    expireAt: setup.expireAt,
    reference: request.reference,
    description: request.description,
    ...presentMerchant(settings, request.config),
    metadata: request.metadata,
    paymentDetails: setup.paymentDetails,
    intendedAmount: request.intendedAmount,
    merchantInitiatedTransactionType: request.merchantInitiatedTransactionType,
    terms: request.terms,
    paymentSource: "api",
  };
}

export function presentSetup(world: World, setup: SetupIntent) {
  return { setupEvents: setup.setupEvents, ...presentPublicSetup(world, setup) };
}

export function findSetup(world: World, id: string): SetupIntent {
  const setup = currentSetup(world, id);
  if (!setup) throw new Refusal(404, "There is no such setup intent.");
  return setup;
}

export function setupIntentHandlers(world: World): Handlers {
  const asked = (call: Call) => findSetup(world, call.param("setupIntentId"));
  const whole = (setup: SetupIntent) => ({ status: 200, body: presentSetup(world, setup) });
  const open = (setup: SetupIntent) => ({ status: 200, body: presentPublicSetup(world, setup) });
  return {
    SetupIntents_Create(call) {
      return whole(createSetupFrom(world, call.body(createSetupIntent)));
    },

    SetupIntents_GetById(call) {
      return whole(asked(call));
    },

    SetupIntents_GetPublicById(call) {
      return open(asked(call));
    },

    SetupIntents_Delete(call) {
      const includeAuthorized = call.flag("includeAuthorized");
      return whole(endSetup(world, asked(call), includeAuthorized));
    },

    SetupIntents_RefreshPaymentIntentToken(call) {
      return whole(refresh(world, asked(call)));
    },

    SetupIntents_RefreshSetupIntentTokenPublic(call) {
      return open(refresh(world, asked(call)));
    },
  };
}

function refresh(world: World, setup: SetupIntent): SetupIntent {
  if (setup.status !== "Created") throw new Refusal(400, `The setup intent is ${setup.status}.`);
  const clientSession = newClientSession(world);
  return world.store.setupIntents.put({ ...setup, clientSession, updatedAt: world.clock.iso() });
}
