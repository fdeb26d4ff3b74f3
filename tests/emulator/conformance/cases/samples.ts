export const gbp = (value: number) => ({ value, currencyCode: "GBP" });

export const ADDRESS = {
  address1: "Flat 2",
  address2: "Mill House",
  address3: "4 Mill Lane",
  address4: "Old Town",
  city: "Leeds",
  state: "England",
  postcode: "LS1 4AP",
  countryCode: "GB",
  locality: "Holbeck",
  county: "West Yorkshire",
};

export const SHIPPING = { name: "Ann Lee", deliveryNotes: "Ring twice", address: ADDRESS };

export const ANN = {
  name: "Ann Lee",
  shippingAddress: ADDRESS,
  billingAddress: { ...ADDRESS, countryCode: "IE" },
  emailAddress: "ann@shop.example",
  phoneNumber: "+44 113 496 0000",
  vatNumber: "GB999999973",
};

export const CONFIG = {
  title: "Pay the Tea Shop",
  redirectUrl: "https://shop.example/return?order=7",
  cancelUrl: "https://shop.example/back",
  customerEmail: { collectionRequired: true },
  details: { showTotal: true, showReference: false },
  billingAddress: { collectionRequired: false },
  shippingDetails: { collectionRequired: false },
  payment: { customAmountAllowed: true, tipsAllowed: true },
};

export const ITEM_LINES = [
  {
    id: "line-1",
    quantity: 2,
    name: "Assam",
    category: "tea",
    modifiers: [{ name: "Loose leaf", amountPerModifier: gbp(50), quantity: 1, id: "m1" }],
    amountTotal: gbp(1000),
    plu: "5012345678900",
  },
];

export const TAX_LINES = [
  { id: "tax-1", caption: "VAT", subCaption: "20 %", amountTotal: gbp(200), affectedPlu: "5012345678900" },
];

export const ORDER = {
  availabilityDate: "2030-01-01T09:00:00Z",
  isUpdate: false,
  id: "order-7",
  externalId: "till-7",
};

export const METADATA = { "location-id": "rpl_1", table: "7" };

export const LINK = {
  url: "https://shop.example/file",
  action: "DownloadFile",
  label: "Receipt",
  fileName: "receipt.pdf",
};
